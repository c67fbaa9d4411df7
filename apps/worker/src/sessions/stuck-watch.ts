import type { JobWorker } from '@soul-kg-crm/queue';

/** Longer than a file may take to be sent. */
const STUCK_AT_WORK_MS = 5 * 60_000;
/** A queue that holds something, and of which nobody takes it: after a loss of Redis its worker may wait for ever. */
const STUCK_IDLE_MS = 20_000;

type Watched = Pick<JobWorker, 'idleMs' | 'atWork'>;

/**
 * Tells a worker that is stuck from one that was merely quiet until the sweep found something for it. One for each worker
 * of a number: files that come say nothing of messages that do not leave.
 */
export class StuckWatch {
  readonly #now: () => number;
  /** Since when there is something to do and nobody does it. */
  #stillSinceMs: number | null = null;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** After each sweep: whether there was something to do at the last one too, and nothing has moved since. */
  isStuck(found: number, worker: Watched): boolean {
    const now = this.#now();
    const since = this.#stillSinceMs;
    const isStill = found > 0 && isLongStill(worker);
    const hasNotMoved = since !== null && worker.idleMs() > now - since;
    if (isStill && hasNotMoved) return true;
    this.#stillSinceMs = isStill ? now : null;
    return false;
  }
}

function isLongStill(worker: Watched): boolean {
  return worker.idleMs() > (worker.atWork() > 0 ? STUCK_AT_WORK_MS : STUCK_IDLE_MS);
}
