import type { Redis } from 'ioredis';
import { DEFAULT_PREFIX } from './topics.ts';

/**
 * What Redis says first where it answers, and takes nothing: its memory is full, it cannot write to its disk, it has become a
 * replica, or has none to write to, it is reading its data, or somebody's script keeps it.
 */
const REFUSALS =
  /^(ERR Error running script.*)?-?(OOM|MISCONF|READONLY|NOREPLICAS|LOADING|BUSY|MASTERDOWN|CLUSTERDOWN|TRYAGAIN)\b/;

/** Whether the error says that Redis takes nothing now, whatever it is; trying again later is right. */
export function isRedisRefusing(error: unknown): boolean {
  return error instanceof Error && REFUSALS.test(error.message);
}

/** Rejects where Redis does not answer, or takes nothing now. */
export async function requireRedisWrites(
  redis: Pick<Redis, 'set'>,
  prefix: string = DEFAULT_PREFIX,
): Promise<void> {
  await redis.set(`${prefix}:takes-writes`, '1', 'PX', 1_000);
}
