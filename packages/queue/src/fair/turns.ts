import type { Redis } from 'ioredis';
import * as z from 'zod';

/** BullMQ's lowest priority. */
const LAST = 2 ** 21 - 1;
const FORGET_MS = 3_600_000;

// Start-time fair queueing (Goyal, Vin, Cheng 1996): each of an owner's jobs stands one turn behind the one before, and a
// first one at the turn that is being served, whoever it belongs to. So owners take turns, a crowd of one's jobs stands
// behind the first of everybody else's, and nobody can save up turns. A job that is on the queue already takes none. Turns
// that come near their end begin anew as soon as nothing waits.
// KEYS: the turns, BullMQ's waiting and prioritized jobs. ARGV: the last turn, then owner and BullMQ's key of each job.
const TAKE = `
local last = tonumber(ARGV[1])
local served = tonumber(redis.call('HGET', KEYS[1], 'served') or '0')
if served > last / 2 and redis.call('LLEN', KEYS[2]) == 0 and redis.call('ZCARD', KEYS[3]) == 0 then
  redis.call('DEL', KEYS[1])
  served = 0
end
local turns = {}
for i = 2, #ARGV, 2 do
  local field = 'of:' .. ARGV[i]
  local turn = math.min(math.max(served, tonumber(redis.call('HGET', KEYS[1], field) or '0')) + 1, last)
  if redis.call('EXISTS', ARGV[i + 1]) == 0 then redis.call('HSET', KEYS[1], field, turn) end
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
  /** The turn of each of these jobs; lower goes first. */
  take(jobs: readonly { owner: string; jobId: string }[]): Promise<number[]>;
  /** A job of that turn is being done. */
  serve(turn: number): Promise<void>;
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
  const base = `${prefix}:${queueName}`;
  const key = `${prefix}:turns:${queueName}`;
  return {
    take: async (jobs) => {
      const wanted = jobs.flatMap(({ owner, jobId }) => [owner, `${base}:${jobId}`]);
      return turnList.parse(
        await redis.eval(TAKE, 3, key, `${base}:wait`, `${base}:prioritized`, LAST, ...wanted),
      );
    },
    serve: async (turn) => void (await redis.eval(SERVE, 1, key, turn)),
  };
}

const turnList = z.array(z.number());
