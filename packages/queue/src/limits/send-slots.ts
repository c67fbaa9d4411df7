import type { Redis } from 'ioredis';
import { DEFAULT_PREFIX } from '../topics.ts';

// An organisation's sends that are at work now: a sorted set of messages, each with the moment at which its place is free
// again, whoever has died with it. KEYS: the set. ARGV: message, number of places, milliseconds a place is held.
const TAKE = `
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
local isHeld = redis.call('ZSCORE', KEYS[1], ARGV[1])
if not isHeld and redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[2]) then return 0 end
redis.call('ZADD', KEYS[1], now + tonumber(ARGV[3]), ARGV[1])
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return 1`;

/** Longer than a file may take to be sent. */
const HELD_MS = 5 * 60_000;

export interface SendSlots {
  /** Whether the message may be at work now, beside at most `concurrency - 1` others of its organisation. */
  take(messageId: string, concurrency: number): Promise<boolean>;
  free(messageId: string): Promise<void>;
}

/** How many sends of an organisation are at work at the same time, over all of its numbers and workers. */
export function createSendSlots({
  redis,
  prefix = DEFAULT_PREFIX,
  organizationId,
}: {
  redis: Redis;
  prefix?: string;
  organizationId: string;
}): SendSlots {
  const key = `${prefix}:whatsapp:at-work:{${organizationId}}`;
  return {
    take: async (messageId, concurrency) =>
      (await redis.eval(TAKE, 1, key, messageId, concurrency, HELD_MS)) === 1,
    free: async (messageId) => void (await redis.zrem(key, messageId)),
  };
}
