import type { Redis } from 'ioredis';
import { DEFAULT_PREFIX } from '../topics.ts';

// An organisation's sends that are at work now: a sorted set of messages, each with the moment at which its place is free
// again, whoever has died with it.

const clock = `
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)`;

/** Nobody holds a place for longer than that from now on, also where the clock has been set back. KEYS: the set. ARGV: message, number of places, milliseconds a place is held. */
const TAKE = `${clock}
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
local longest = now + tonumber(ARGV[3])
for _, held in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '(' .. longest, '+inf')) do
  redis.call('ZADD', KEYS[1], longest, held)
end
local isHeld = redis.call('ZSCORE', KEYS[1], ARGV[1])
if not isHeld and redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[2]) then return 0 end
redis.call('ZADD', KEYS[1], longest, ARGV[1])
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return 1`;

/** Adds nothing: a place that was freed meanwhile must not come back. KEYS: the set. ARGV: message, milliseconds. */
const KEEP = `${clock}
if redis.call('ZADD', KEYS[1], 'XX', 'CH', now + tonumber(ARGV[2]), ARGV[1]) == 0 then return 0 end
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return 1`;

/** So long the place of a send that died is missing to the others. */
const HELD_MS = 30_000;
/** So often a send that lasts longer, a large file's, says that it lives. */
export const KEEP_SLOT_MS = 5_000;

export interface SendSlots {
  /** Whether the message may be at work now, beside at most `concurrency - 1` others of its organisation. */
  take(messageId: string, concurrency: number): Promise<boolean>;
  /** Says that the message is still at work; called every KEEP_SLOT_MS. */
  keep(messageId: string): Promise<void>;
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
    keep: async (messageId) => void (await redis.eval(KEEP, 1, key, messageId, HELD_MS)),
    free: async (messageId) => void (await redis.zrem(key, messageId)),
  };
}
