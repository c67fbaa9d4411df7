import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import * as z from 'zod';
import { DEFAULT_PREFIX } from '../topics.ts';
import { TAKE_LOOK_UP } from './scripts.ts';

export interface LookUpLimitOptions {
  redis: Redis;
  prefix?: string;
  /** Instead of Redis' own clock; for tests. */
  nowMs?: () => number;
}

/** What WhatsApp may see an organisation ask about people in any minute. */
const MOST_A_MINUTE = 5;
const MINUTE_MS = 60_000;

const micros = z.coerce.number();

/**
 * Takes one look-up from an organisation's minute, in one step, where the one before lies `betweenMs` back, whatever number
 * it was of; gives 0, or the milliseconds until there is room. Where
 * Redis has lost the window, it begins anew: that is five questions more at the most.
 */
export async function takeLookUp(
  { redis, prefix = DEFAULT_PREFIX, nowMs }: LookUpLimitOptions,
  organizationId: string,
  betweenMs = 0,
): Promise<number> {
  const key = `${prefix}:whatsapp:api-limits:{${organizationId}}:minute`;
  const now = nowMs ? nowMs() * 1_000 : '';
  const length = MINUTE_MS * 1_000;
  const args = [now, length, MOST_A_MINUTE, randomUUID(), betweenMs * 1_000];
  return Math.ceil(micros.parse(await redis.eval(TAKE_LOOK_UP, 1, key, ...args)) / 1_000);
}
