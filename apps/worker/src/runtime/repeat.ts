import type { Logger } from 'pino';
import { Wake } from './wake.ts';

export interface RepeatOptions {
  /** Names the loop in the log. */
  name: string;
  everyMs: number;
  work: (signal: AbortSignal) => Promise<void>;
  log: Logger;
}

export interface Repetition extends AsyncDisposable {
  /** Does the work now rather than when its time has come. */
  wake(): void;
}

/** Does its work at once and then again and again; a failure is logged and costs no more than one turn. */
export function repeat({ name, everyMs, work, log }: RepeatOptions): Repetition {
  const ending = new AbortController();
  const wake = new Wake();
  let hasFailed = false;
  const run = async () => {
    while (!ending.signal.aborted) {
      try {
        await work(ending.signal);
        if (hasFailed) log.info({ loop: name }, 'loop.recovered');
        hasFailed = false;
      } catch (err) {
        // A database that is away for an hour is one line in the log, not thousands.
        if (!hasFailed) log.error({ loop: name, err }, 'loop.failed');
        hasFailed = true;
      }
      await wake.sleep(everyMs, ending.signal);
    }
  };
  const finished = run();
  return {
    wake: () => wake.call(),
    [Symbol.asyncDispose]: () => {
      ending.abort();
      return finished;
    },
  };
}
