import type { Redis } from 'ioredis';
import * as z from 'zod';

/** BullMQ's lowest priority. */
const LAST = 2 ** 21 - 1;
const FORGET_MS = 3_600_000;

// Start-time fair queueing (Goyal, Vin, Cheng 1996): each of an owner's jobs stands one turn behind the one before, and a
// first one at the turn that is being served, whoever it belongs to. So owners take turns, a crowd of one's jobs stands
// behind the first of everybody else's, and nobody can save up turns. KEYS: the turns. ARGV: the owner of each job.
const TAKE = `
local served = tonumber(redis.call('HGET', KEYS[1], 'served') or '0')
local turns = {}
for i = 2, #ARGV do
  local field = 'of:' .. ARGV[i]
  local turn = math.min(math.max(served, tonumber(redis.call('HGET', KEYS[1], field) or '0')) + 1, tonumber(ARGV[1]))
  redis.call('HSET', KEYS[1], field, turn)
  turns[#turns + 1] = turn
end
redis.call('PEXPIRE', KEYS[1], ${FORGET_MS})
return turns`;

const SERVE = `
if tonumber(redis.call('HGET', KEYS[1], 'served') or '0') < tonumber(ARGV[1]) then
  redis.call('HSET', KEYS[1], 'served', ARGV[1])
  redis.call('PEXPIRE', KEYS[1], ${FORGET_MS})
end
return 0`;

/** Whose jobs come when on a queue that many share. Lost with Redis, or forgotten, everybody begins anew. */
export interface Turns {
  /** The turn of one more job of each of these owners; lower goes first. */
  take(owners: readonly string[]): Promise<number[]>;
  /** A job of that turn is being done. */
  serve(turn: number): Promise<void>;
  /** Nothing waits any more: turns begin at one again, so that they never come to their end. */
  beginAnew(): Promise<void>;
}

export function createTurns({
  redis,
  prefix,
  queueName,
}: {
  redis: Redis;
  prefix: string;
  queueName: string;
}): Turns {
  const key = `${prefix}:turns:${queueName}`;
  return {
    take: async (owners) => turnList.parse(await redis.eval(TAKE, 1, key, LAST, ...owners)),
    serve: async (turn) => void (await redis.eval(SERVE, 1, key, turn)),
    beginAnew: async () => void (await redis.del(key)),
  };
}

const turnList = z.array(z.number());
