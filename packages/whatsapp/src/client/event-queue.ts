import type { Log } from '../log.ts';

/** Runs tasks one after the other, so that what takes a look-up does not overtake or get overtaken. */
export class EventQueue {
  readonly #log: Log;
  #last: Promise<void> = Promise.resolve();

  constructor(log: Log) {
    this.#log = log;
  }

  add(task: () => void | Promise<void>): void {
    this.#last = this.#last.then(task).catch((error: unknown) => {
      this.#log.error({ err: error }, 'whatsapp.event_failed');
    });
  }

  /** When everything added so far is done. */
  idle(): Promise<void> {
    return this.#last;
  }
}
