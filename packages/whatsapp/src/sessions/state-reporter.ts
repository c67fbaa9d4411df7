import type { Log } from '../log.ts';
import type { Sleep } from './session-options.ts';
import type { SessionState } from './session-state.ts';

export interface StateReporterOptions {
  report: (state: SessionState) => void | Promise<void>;
  sleep: Sleep;
  log: Log;
}

const RETRY_MS = 1000;
const LAST_RETRIES = 3;

/**
 * Reports states one at a time, in their order. While a report is under way, the newest of those with the same status
 * stands for all of them; a change of status is never left out, since later decisions rest on it.
 */
export class StateReporter {
  readonly #options: StateReporterOptions;
  readonly #stopping = new AbortController();
  readonly #waiting: SessionState[] = [];
  #work: Promise<void> | null = null;

  constructor(options: StateReporterOptions) {
    this.#options = options;
  }

  report(state: SessionState): void {
    if (this.#waiting.at(-1)?.status === state.status) this.#waiting.pop();
    this.#waiting.push(state);
    this.#work ??= this.#reportAll().finally(() => {
      this.#work = null;
    });
  }

  /** Settles when everything so far has been reported. */
  async untilReported(): Promise<void> {
    await this.#work;
  }

  /** Settles when the last state has been reported, or could not be after a few attempts. */
  async drain(): Promise<void> {
    this.#stopping.abort();
    await this.#work;
  }

  async #reportAll(): Promise<void> {
    const { report, sleep, log } = this.#options;
    let failures = 0;
    for (;;) {
      const state = this.#waiting[0];
      if (!state) return;
      try {
        await report(state);
        failures = 0;
        this.#forget(state);
      } catch (error) {
        log.error({ err: error, status: state.status }, 'session.state_not_reported');
        failures += 1;
        if (this.#stopping.signal.aborted && failures >= LAST_RETRIES) return;
        await sleep(RETRY_MS, this.#stopping.signal);
      }
    }
  }

  /** Unless a newer one of the same status has taken its place meanwhile. */
  #forget(state: SessionState): void {
    if (this.#waiting[0] === state) this.#waiting.shift();
  }
}
