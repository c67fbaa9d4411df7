import { setTimeout as pause } from 'node:timers/promises';

const AGAIN_MS = 1_000;

/**
 * Does something, again every second as long as it fails for a reason that passes by itself; until `stopping` is aborted,
 * then the next failure counts. Safe to run twice.
 */
export async function waitOut<Result>(
  work: () => Promise<Result>,
  isPassing: (error: unknown) => boolean,
  stopping: AbortSignal,
): Promise<Result> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isPassing(error) || stopping.aborted) throw error;
      await pause(AGAIN_MS, undefined, { signal: stopping }).catch(() => {});
    }
  }
}
