import { Prisma, type Scope } from '@soul-kg-crm/database';
import * as z from 'zod';

const counted = z.tuple([z.object({ unread: z.number(), waiting: z.number() })]);

/**
 * How many conversations have something unread, and how many open ones wait for a person because an agent handed them
 * over; the partial indexes hold just those.
 */
export async function countUnread({
  organizationId,
  statement,
}: Pick<Scope, 'organizationId' | 'statement'>): Promise<{ unread: number; waiting: number }> {
  const rows = await statement(Prisma.sql`-- prepared: count_unread
SELECT (SELECT count(*)::int FROM conversations
    WHERE organization_id = ${organizationId}::uuid AND unread_count > 0) AS unread,
  (SELECT count(*)::int FROM conversations
    WHERE organization_id = ${organizationId}::uuid AND agent_state = 'HANDED_OVER' AND status = 'OPEN') AS waiting`);
  return counted.parse(rows)[0];
}
