import type { Database, OutboxEvent, Scope } from '@soul-kg-crm/database';
import {
  type RealtimeEnvelope,
  type RealtimeWelcome,
  realtimeEnvelope,
  realtimeHello,
} from '@soul-kg-crm/shared/realtime';
import * as z from 'zod';

const MOST_EVENTS = 500;

/**
 * What a dashboard missed since `cursor`. Where that is more than is kept, or than is worth sending one by one, it is
 * told to fetch everything anew.
 */
export async function welcome(
  scope: Scope,
  system: Database['system'],
  hello: unknown,
): Promise<RealtimeWelcome> {
  const { cursor } = realtimeHello.parse(hello);
  // Read first: what is published meanwhile arrives live as well, and twice is harmless.
  const newest = (await system.outboxEvent.aggregate({ _max: { cursor: true } }))._max.cursor ?? 0n;
  const nothing = { cursor: String(newest), events: [] };
  if (cursor === null) return { ...nothing, isComplete: true };
  const seen = toCursor(cursor);
  if (seen === newest) return { ...nothing, isComplete: true };
  if (seen === null || seen > newest || !(await isStillKept(system, seen))) {
    return { ...nothing, isComplete: false };
  }
  const rows = await scope.db.outboxEvent.findMany({
    where: { topic: 'REALTIME', cursor: { gt: seen } },
    orderBy: { cursor: 'asc' },
    take: MOST_EVENTS + 1,
  });
  if (rows.length > MOST_EVENTS) return { ...nothing, isComplete: false };
  const events = rows.flatMap(envelopeOf);
  const last = events.at(-1)?.cursor ?? nothing.cursor;
  return { cursor: BigInt(last) > newest ? last : nothing.cursor, events, isComplete: true };
}

/** Old rows are deleted oldest first: while one stands at or before the cursor, none after it is gone. */
async function isStillKept(system: Database['system'], seen: bigint): Promise<boolean> {
  const row = await system.outboxEvent.findFirst({ where: { cursor: { lte: seen } }, select: { id: true } });
  return row !== null;
}

const LARGEST_BIGINT = 2n ** 63n - 1n;

function toCursor(text: string): bigint | null {
  const cursor = BigInt(text);
  return cursor <= LARGEST_BIGINT ? cursor : null;
}

const ids = z.record(z.string(), z.unknown());

function envelopeOf(row: OutboxEvent): RealtimeEnvelope[] {
  const payload = ids.safeParse(row.payload);
  const event = { ...(payload.success && payload.data), kind: row.name };
  const parsed = realtimeEnvelope.safeParse({ cursor: String(row.cursor), event });
  return parsed.success ? [parsed.data] : [];
}
