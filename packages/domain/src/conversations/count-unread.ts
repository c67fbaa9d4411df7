import { Prisma, type Scope } from '@soul-kg-crm/database';
import * as z from 'zod';

const counted = z.tuple([z.object({ count: z.number() })]);

/** How many conversations have something unread; the partial index holds just those. */
export async function countUnread({
  organizationId,
  statement,
}: Pick<Scope, 'organizationId' | 'statement'>): Promise<number> {
  const rows = await statement(Prisma.sql`-- prepared: count_unread
SELECT count(*)::int AS count FROM conversations
WHERE organization_id = ${organizationId}::uuid AND unread_count > 0`);
  return counted.parse(rows)[0].count;
}
