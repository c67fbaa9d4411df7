import { Prisma, type Scope } from '@soul-kg-crm/database';
import { type RecipientState, recipientState } from '@soul-kg-crm/shared/enums';
import { invalidField, Problem } from '@soul-kg-crm/shared/problems';
import * as z from 'zod';
import type { Page, PageQuery } from '../paging/cursor.ts';
import { STATE } from './recipient-state.ts';

export interface RecipientQuery extends PageQuery {
  broadcastId: string;
  state?: RecipientState | undefined;
}

const row = z
  .object({
    position: z.int(),
    phone: z.string(),
    client_id: z.uuid().nullable(),
    client_name: z.string().nullable(),
    conversation_id: z.uuid().nullable(),
    state: recipientState,
    error_code: z.string().nullable(),
    error_message: z.string().nullable(),
    sent_at: z.date().nullable(),
  })
  .transform(({ client_id, client_name, conversation_id, error_code, error_message, sent_at, ...rest }) => ({
    ...rest,
    clientId: client_id,
    clientName: client_name,
    conversationId: conversation_id,
    errorCode: error_code,
    errorMessage: error_message,
    sentAt: sent_at,
  }));

/** A number of a broadcast, and what has become of it. */
export type RecipientView = z.infer<typeof row>;

/** One page of a broadcast's recipients in their order; the cursor is the position of the last one. */
export async function listRecipients(scope: Scope, query: RecipientQuery): Promise<Page<RecipientView>> {
  const { broadcastId, limit, state = null } = query;
  const { organizationId } = scope;
  const broadcast = await scope.db.broadcast.findUnique({
    where: { id: broadcastId },
    select: { id: true },
  });
  if (!broadcast) throw new Problem('NOT_FOUND');
  const rows = z.array(row).parse(
    await scope.statement(Prisma.sql`
      SELECT * FROM (
        SELECT r.position, r.phone, r.client_id, c.name AS client_name, m.conversation_id, ${STATE} AS state,
          CASE WHEN r.taken_at IS NOT NULL AND m.id IS NULL AND r.error_code IS NULL THEN 'MESSAGE_GONE'
            ELSE coalesce(r.error_code, m.error_code) END AS error_code, m.error_message, m.sent_at
        FROM broadcast_recipients r JOIN broadcasts b ON b.id = r.broadcast_id
        LEFT JOIN messages m ON m.id = r.message_id LEFT JOIN clients c ON c.id = r.client_id
        WHERE r.organization_id = ${organizationId}::uuid AND r.broadcast_id = ${broadcastId}::uuid
          AND r.position > ${positionOf(query.cursor)}::int
      ) AS recipients
      WHERE ${state}::text IS NULL OR state = ${state}::text
      ORDER BY position LIMIT ${limit + 1}::int`),
  );
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last ? String(last.position) : null };
}

function positionOf(cursor = '0'): number {
  if (/^\d{1,9}$/.test(cursor)) return Number(cursor);
  throw invalidField('cursor', 'Not a cursor of this list');
}
