import { takeLookUp, WaitError } from '@soul-kg-crm/queue';
import type { WorkerContext } from '../context.ts';

/** Where the time and the chance come from; tests bring their own. */
export interface LookUpPace {
  now: () => number;
  /** From 0 to 1. */
  random: () => number;
  /** Instead of Redis' own clock. */
  redisNow?: () => number;
}

export interface LookUpTurns {
  /** Returns when somebody may be asked about now, having taken it from the limit; throws WaitError while not. */
  take(clientId: string): Promise<void>;
}

/** Nobody looks at who wrote in the very moment that the message comes, nor at one after the other at a steady beat. */
const AFTER_MS = [2_000, 5_000] as const;
const BETWEEN_MS = [500, 2_000] as const;

/** Whose turn it is to be looked up: seldom, and not at once, because WhatsApp notices. */
export function lookUpTurns(
  { redis, prefix }: Pick<WorkerContext, 'redis' | 'prefix'>,
  organizationId: string,
  { now, random, redisNow: nowMs }: LookUpPace,
): LookUpTurns {
  const within = ([least, most]: readonly [number, number]) => least + random() * (most - least);
  let waiting: { clientId: string; notBeforeMs: number; betweenMs: number } | null = null;
  return {
    take: async (clientId) => {
      if (waiting?.clientId !== clientId) {
        waiting = { clientId, notBeforeMs: now() + within(AFTER_MS), betweenMs: within(BETWEEN_MS) };
      }
      const leftMs = waiting.notBeforeMs - now();
      if (leftMs > 0) throw new WaitError(leftMs);
      // Between those of all the organisation's numbers, so that Redis has to tell.
      const waitMs = await takeLookUp({ redis, prefix, nowMs }, organizationId, waiting.betweenMs);
      if (waitMs > 0) throw new WaitError(waitMs);
      waiting = null;
    },
  };
}
