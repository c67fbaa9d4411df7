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

/** The oldest announcements that are not published. */
export async function readAnnounced(
  { statement }: Pick<Database, 'statement'>,
  most: number,
): Promise<Announced[]> {
  return rows.parse(
    await statement(Prisma.sql`-- prepared: read_announced
      SELECT id, organization_id, topic, name, payload, cursor FROM outbox_events
      WHERE published_at IS NULL ORDER BY id LIMIT ${most}::int`),
  );
}

export async function markPublished(
  { statement }: Pick<Database, 'statement'>,
  ids: string[],
): Promise<void> {
  await statement(Prisma.sql`-- prepared: mark_published
    UPDATE outbox_events SET published_at = now() WHERE id = ANY(${ids}::bigint[])`);
}
