import type { Log } from '../log.ts';
import { reconnectDelayMs } from './reconnect-delay.ts';
import type { Sleep } from './session-options.ts';

export interface DeliveryOptions<Item> {
  deliver: (item: Item) => void | Promise<void>;
  sleep: Sleep;
  log: Log;
}

/**
 * Hands items on in their order, one at a time, and tries again for as long as it takes: what WhatsApp has told us once
 * it does not tell again while connected.
 */
export class Delivery<Item> {
  readonly #options: DeliveryOptions<Item>;
  readonly #stopping = new AbortController();
  #last: Promise<void> = Promise.resolve();

  constructor(options: DeliveryOptions<Item>) {
    this.#options = options;
  }

  add(item: Item): void {
    this.#last = this.#last.then(() => this.#deliver(item));
  }

  /** What is waiting is handed on; what fails from now on is not tried again. */
  async drain(): Promise<void> {
    this.#stopping.abort();
    await this.#last;
  }

  async #deliver(item: Item): Promise<void> {
    const { deliver, sleep, log } = this.#options;
    for (let attempt = 0; ; attempt++) {
      try {
        return await deliver(item);
      } catch (error) {
        log.warn({ err: error, attempt }, 'session.delivery_failed');
        if (this.#stopping.signal.aborted) return;
        await sleep(reconnectDelayMs(attempt, 0), this.#stopping.signal);
      }
    }
  }
}
