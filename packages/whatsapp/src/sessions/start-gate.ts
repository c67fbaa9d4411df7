import { withTimeout } from '../client/with-timeout.ts';

/** Lets browsers start one after the other: several at once make all of them slow. */
export class StartGate {
  readonly #slotMs: number;
  #last: Promise<unknown> = Promise.resolve();

  constructor(slotMs: number) {
    this.#slotMs = slotMs;
  }

  /** Waits for its turn, then starts. A start that takes too long lets the next one go ahead. */
  run(start: () => Promise<void>): Promise<void> {
    const { promise: done, resolve } = Promise.withResolvers<void>();
    this.#last = this.#last.then(() => {
      resolve(start());
      return withTimeout(done, this.#slotMs).catch(() => {});
    });
    return done;
  }
}
