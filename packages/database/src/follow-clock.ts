import { setClockAhead } from '@soul-kg-crm/shared/ids';
import * as z from 'zod';
import { Prisma } from '../generated/prisma/client.ts';
import type { Database } from './database.ts';

export interface ClockOptions {
  everyMs?: number;
  /** By how much PostgreSQL's clock is ahead of this machine's from now on, where that is worth a word. */
  onChange?: (aheadMs: number) => void;
}

const EVERY_MS = 30_000;
/** Clocks that are no further apart are one: nobody reads and answers within so little. */
const APART_MS = 250;
/** An answer that took longer tells too little: asked again, as often as this. */
const LONGEST_MS = 250;
const ASKED = 3;

/**
 * Ids are made by PostgreSQL's clock, which all machines share, and not by this machine's own: where that is ahead, what is
 * written here would stand behind what a customer answers to it. Looks at it again and again; while PostgreSQL is away, what
 * it said last holds.
 */
export function followClock(
  { statement }: Pick<Database, 'statement'>,
  { everyMs = EVERY_MS, onChange }: ClockOptions = {},
): Disposable & { readonly looked: Promise<void> } {
  let toldMs = 0;
  const look = async () => {
    const measured = await measure(statement).catch(() => null);
    if (measured === null || isOver) return;
    const { aheadMs, offMs } = measured;
    const aheadNowMs = Math.abs(aheadMs) > APART_MS + offMs ? aheadMs : 0;
    setClockAhead(aheadNowMs);
    if (Math.abs(aheadNowMs - toldMs) <= APART_MS) return;
    toldMs = aheadNowMs;
    onChange?.(Math.round(aheadNowMs));
  };
  let isOver = false;
  let looked = look();
  const timer = setInterval(() => {
    looked = look();
  }, everyMs);
  timer.unref();
  return {
    get looked() {
      return looked;
    },
    // Not waiting for an answer that a PostgreSQL standing still may owe.
    [Symbol.dispose]: () => {
      isOver = true;
      clearInterval(timer);
      setClockAhead(0);
    },
  };
}

const CLOCK = Prisma.sql`SELECT extract(epoch FROM clock_timestamp())::float8 * 1000 AS ms`;
const answer = z.tuple([z.object({ ms: z.number() })]);

/** By how much PostgreSQL's clock is ahead, and how far off that may be; null where the answers took too long to tell. */
async function measure(statement: Database['statement']) {
  for (let asked = 0; asked < ASKED; asked += 1) {
    const [askedAt, askedMs] = [performance.now(), Date.now()];
    const [{ ms }] = answer.parse(await statement(CLOCK));
    const tookMs = performance.now() - askedAt;
    if (tookMs <= LONGEST_MS) return { aheadMs: ms - askedMs - tookMs / 2, offMs: tookMs / 2 };
  }
  return null;
}
