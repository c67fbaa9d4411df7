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

/** Reports states one at a time. The newest one counts: those that it overtakes while a report is under way are left out. */
export class StateReporter {
  readonly #options: StateReporterOptions;
  readonly #stopping = new AbortController();
  #next: SessionState | null = null;
  #work: Promise<void> | null = null;

  constructor(options: StateReporterOptions) {
    this.#options = options;
  }

  report(state: SessionState): void {
    this.#next = state;
    this.#work ??= this.#reportAll().finally(() => {
      this.#work = null;
    });
  }

  /** Settles when the last state has been reported, or could not be after a few attempts. */
  async drain(): Promise<void> {
    this.#stopping.abort();
    await this.#work;
  }

  async #reportAll(): Promise<void> {
    const { report, sleep, log } = this.#options;
    let failures = 0;
    while (this.#next) {
      const state = this.#next;
      this.#next = null;
      try {
        await report(state);
        failures = 0;
      } catch (error) {
        log.error({ err: error, status: state.status }, 'session.state_not_reported');
        failures += 1;
        this.#next ??= state;
        if (this.#stopping.signal.aborted && failures >= LAST_RETRIES) return;
        await sleep(RETRY_MS, this.#stopping.signal);
      }
    }
  }
}
