import { setTimeout as pause } from 'node:timers/promises';
import { type Job, Worker } from 'bullmq';
import { isRedisRefusing } from './redis-refuses.ts';

const AGAIN_MS = 1_000;
/** No handler of ours lets its queue wait for so long. */
const LONGEST_LIMIT_MS = 120_000;

/**
 * BullMQ's worker where Redis takes nothing: it would ask for the next job again and again without a pause, and leave a job
 * whose end it could not note where it is, for other workers to find it half a minute later, behind those that came after.
 * This one asks every second, whatever it was asking for.
 */
export class PatientWorker<Payload> extends Worker<Payload, void> {
  protected override moveToActive(token: string, name?: string): Promise<Job<Payload, void>> {
    return this.#patiently(
      () => super.moveToActive(token, name),
      () => Boolean(this.closing) || this.isPaused(),
    );
  }

  protected override handleCompleted(...args: Parameters<Worker<Payload, void>['handleCompleted']>) {
    return this.#patiently(() => super.handleCompleted(...args));
  }

  protected override handleFailed(...args: Parameters<Worker<Payload, void>['handleFailed']>) {
    return this.#patiently(() => super.handleFailed(...args));
  }

  override rateLimit(expireTimeMs: number): Promise<void> {
    return this.#patiently(() => super.rateLimit(expireTimeMs));
  }

  /**
   * A limit that ends later than any of ours was set by a clock that has been set back since: for hours nothing would be
   * taken from this queue.
   */
  protected override getRateLimitDelay(delay: number): number {
    if (delay <= LONGEST_LIMIT_MS) return super.getRateLimitDelay(delay);
    void this.backend.removeRateLimitKey().catch((error: unknown) => this.emit('error', asError(error)));
    return AGAIN_MS;
  }

  async #patiently<Result>(
    ask: () => Promise<Result>,
    isOver = () => Boolean(this.closing),
  ): Promise<Result> {
    for (;;) {
      try {
        return await ask();
      } catch (error) {
        if (!isRedisRefusing(error) || isOver()) throw error;
        if (error instanceof Error) this.emit('error', error);
        await pause(AGAIN_MS);
      }
    }
  }
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error('Redis refused', { cause: error });
}
