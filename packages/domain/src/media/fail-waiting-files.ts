import { Prisma, type ScopedTransaction } from '@soul-kg-crm/database';
import * as z from 'zod';
import { announce } from '../realtime/announce.ts';

/** Why a file will not come: its number was logged out before it was fetched. */
export const LOGGED_OUT_BEFORE_FILE = 'LOGGED_OUT_BEFORE_FILE';

/** Of messages that are told of together: an event of a megabyte helps no dashboard. */
const MOST_IN_EVENT = 500;

/** Says of a number's files that were not fetched yet why they will not come, any number of them in one statement. */
export async function failWaitingFiles(
  tx: ScopedTransaction,
  channelId: string,
  reason: string,
): Promise<void> {
  const failed = rows.parse(await tx.raw(failStatement(tx.organizationId, channelId, reason)));
  const messages = failed.map(({ message_id, conversation_id }) => ({
    ...{ conversationId: conversation_id, messageId: message_id, isNewest: false },
  }));
  for (let at = 0; at < messages.length; at += MOST_IN_EVENT) {
    await announce(tx, { kind: 'messages.updated', messages: messages.slice(at, at + MOST_IN_EVENT) });
  }
}

function failStatement(organizationId: string, channelId: string, reason: string): Prisma.Sql {
  return Prisma.sql`
UPDATE media_files f SET status = 'FAILED', error_message = ${reason}, updated_at = now()
FROM messages m
WHERE f.organization_id = ${organizationId}::uuid AND f.status = 'PENDING' AND m.media_id = f.id
  AND m.organization_id = ${organizationId}::uuid AND m.channel_id = ${channelId}::uuid
RETURNING m.id AS message_id, m.conversation_id`;
}

const rows = z.array(z.object({ message_id: z.uuid(), conversation_id: z.uuid() }));
