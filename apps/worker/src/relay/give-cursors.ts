import { type Database, type OutboxEvent, Prisma } from '@soul-kg-crm/database';

/**
 * Gives realtime rows their place in the publishing order, once, before they are published: after a crash they are
 * published again under the same cursor, and in the same order. Returns them in that order.
 */
export async function giveCursors(system: Database['system'], rows: OutboxEvent[]): Promise<OutboxEvent[]> {
  const fresh = rows.filter((row) => row.cursor === null);
  if (fresh.length > 0) {
    const { _max } = await system.outboxEvent.aggregate({ _max: { cursor: true } });
    let cursor = _max.cursor ?? 0n;
    for (const row of fresh) {
      cursor += 1n;
      row.cursor = cursor;
    }
    const ids = fresh.map((row) => row.id);
    const cursors = fresh.map((row) => row.cursor ?? 0n);
    await system.$executeRaw(Prisma.sql`
      UPDATE outbox_events SET cursor = given.cursor
      FROM unnest(${ids}::bigint[], ${cursors}::bigint[]) AS given (id, cursor)
      WHERE outbox_events.id = given.id`);
  }
  return rows.toSorted((a, b) => Number((a.cursor ?? 0n) - (b.cursor ?? 0n)));
}
