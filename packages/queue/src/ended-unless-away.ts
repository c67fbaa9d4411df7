import { setTimeout as pause } from 'node:timers/promises';
import type { Redis } from 'ioredis';

const LOOK_MS = 250;

/**
 * Waits for an end that needs Redis, but not for a Redis that has been away for `longestMs`: what waits for it then is left
 * to itself.
 */
export async function endedUnlessAway(
  ended: Promise<void>,
  redis: Pick<Redis, 'status'>,
  longestMs: number,
): Promise<void> {
  const over = new AbortController();
  const end = ended.finally(() => over.abort());
  await Promise.race([end, untilAwayFor(redis, longestMs, over.signal)]);
}

async function untilAwayFor(
  redis: Pick<Redis, 'status'>,
  longestMs: number,
  signal: AbortSignal,
): Promise<void> {
  for (let awayMs = 0; awayMs < longestMs && !signal.aborted; ) {
    await pause(LOOK_MS, undefined, { signal }).catch(() => {});
    awayMs = redis.status === 'ready' ? 0 : awayMs + LOOK_MS;
  }
}
