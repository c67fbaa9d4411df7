import { type Database, Prisma } from '@soul-kg-crm/database';
import * as z from 'zod';

/** What a transaction announced; ids and cursors are decimal numbers as text. */
export type Announced = z.infer<typeof announced>;

const announced = z.object({
  id: z.string(),
  organization_id: z.uuid(),
  topic: z.enum(['JOB', 'REALTIME', 'CONTROL']),
  name: z.string(),
  payload: z.record(z.string(), z.unknown()),
  cursor: z.string().nullable(),
});
const rows = z.array(announced);

/**
 * The oldest announcements that are not published. Those for the dashboards have their place in the publishing order,
 * which is given once, before they are published: after a crash they are published again under the same cursor, and in the
 * same order.
 */
export function takeAnnounced(database: Pick<Database, 'statement'>, most: number): Promise<Announced[]> {
  return take(database, most, Prisma.sql`-- prepared: take_announced`, Prisma.empty);
}

/** Those of them that are no jobs. */
export function takeAnnouncedHints(
  database: Pick<Database, 'statement'>,
  most: number,
): Promise<Announced[]> {
  return take(database, most, Prisma.sql`-- prepared: take_announced_hints`, Prisma.sql`AND topic <> 'JOB'`);
}

async function take(
  { statement }: Pick<Database, 'statement'>,
  most: number,
  name: Prisma.Sql,
  condition: Prisma.Sql,
): Promise<Announced[]> {
  return rows.parse(
    await statement(Prisma.sql`${name}
      WITH due AS MATERIALIZED (
        SELECT id, organization_id, topic, name, payload, cursor FROM outbox_events
        WHERE published_at IS NULL ${condition} ORDER BY id LIMIT ${most}::int
      ), fresh AS MATERIALIZED (
        SELECT id, row_number() OVER (ORDER BY id) AS place FROM due WHERE topic = 'REALTIME' AND cursor IS NULL
      ), given AS (
        UPDATE outbox_events SET cursor = (SELECT coalesce(max(cursor), 0) FROM outbox_events) + fresh.place
        FROM fresh WHERE outbox_events.id = fresh.id
        RETURNING outbox_events.id, outbox_events.cursor
      )
      SELECT id, organization_id, topic, name, payload, coalesce(due.cursor, given.cursor) AS cursor
      FROM due LEFT JOIN given USING (id) ORDER BY id`),
  );
}

/**
 * PostgreSQL need not flush it to the disk before it answers: what it forgets in a crash is published again, to those who
 * are safe to run twice.
 */
export async function markPublished(
  { statement }: Pick<Database, 'statement'>,
  ids: string[],
): Promise<void> {
  await statement(Prisma.sql`-- prepared: mark_published
    UPDATE outbox_events SET published_at = now()
    FROM (SELECT set_config('synchronous_commit', 'off', true)) AS this_transaction
    WHERE id = ANY(${ids}::bigint[])`);
}
