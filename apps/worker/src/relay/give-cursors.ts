import { type Database, Prisma } from '@soul-kg-crm/database';
import * as z from 'zod';
import type { Announced } from './announced.ts';

/**
 * Gives realtime rows their place in the publishing order, once, before they are published: after a crash they are
 * published again under the same cursor, and in the same order. Returns them in that order.
 */
export async function giveCursors(
  { statement }: Pick<Database, 'statement'>,
  rows: Announced[],
): Promise<Announced[]> {
  const fresh = rows.filter((row) => row.cursor === null).map((row) => row.id);
  if (fresh.length > 0) {
    const given = cursors.parse(
      await statement(Prisma.sql`-- prepared: give_cursors
        UPDATE outbox_events SET cursor = newest.cursor + fresh.place
        FROM unnest(${fresh}::bigint[]) WITH ORDINALITY AS fresh (id, place),
          (SELECT coalesce(max(cursor), 0) AS cursor FROM outbox_events) AS newest
        WHERE outbox_events.id = fresh.id
        RETURNING outbox_events.id, outbox_events.cursor`),
    );
    const cursorOf = new Map(given.map(({ id, cursor }) => [id, cursor]));
    for (const row of rows) row.cursor ??= cursorOf.get(row.id) ?? null;
  }
  return rows.toSorted((a, b) => Number(BigInt(a.cursor ?? 0) - BigInt(b.cursor ?? 0)));
}

const cursors = z.array(z.object({ id: z.string(), cursor: z.string() }));
