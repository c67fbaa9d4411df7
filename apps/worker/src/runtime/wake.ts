import { setTimeout as delay } from 'node:timers/promises';

/** Lets a loop sleep until its time has come, somebody calls, or it is over. */
export class Wake {
  #isCalled = false;
  #call = () => {};

  /** Ends the sleep; called while nobody sleeps, it makes the next sleep end at once. */
  call(): void {
    this.#isCalled = true;
    this.#call();
  }

  async sleep(timeoutMs: number, signal: AbortSignal): Promise<void> {
    if (!this.#isCalled && !signal.aborted) {
      const over = new AbortController();
      this.#call = () => over.abort();
      const either = AbortSignal.any([signal, over.signal]);
      await delay(timeoutMs, undefined, { signal: either }).catch(() => {});
      this.#call = () => {};
    }
    this.#isCalled = false;
  }
}
