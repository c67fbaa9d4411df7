import { Prisma, type ScopedTransaction } from '@soul-kg-crm/database';
import type { MessageStatus } from '@soul-kg-crm/shared/enums';
import * as z from 'zod';
import { announce } from '../realtime/announce.ts';
import { SHOW_CHANGED } from './show-changed.ts';

/** Of messages that are told of together: an event of a megabyte helps no dashboard. */
const MOST_IN_EVENT = 500;

export interface OpenMessages {
  channelId: string;
  statuses: readonly Extract<MessageStatus, 'PENDING' | 'SENDING' | 'UNCONFIRMED'>[];
}

/** Ends a channel's messages of these statuses as failed, any number of them in one statement. */
export async function failOpenMessages(
  tx: ScopedTransaction,
  { channelId, statuses }: OpenMessages,
  errorCode: string,
): Promise<void> {
  const isOpen = Prisma.sql`channel_id = ${channelId}::uuid AND status = ANY(${[...statuses]}::message_status[])`;
  await holdMessages(tx, isOpen);
  await failMessages(tx, isOpen, errorCode);
}

/**
 * Waits for whoever is at work on them: a statement sees what its conversations show as it was when it began, and one of
 * them may become the newest meanwhile, as the one behind it is taken out of the lane.
 */
async function holdMessages(tx: ScopedTransaction, condition: Prisma.Sql): Promise<void> {
  await tx.raw(Prisma.sql`
    WITH held AS MATERIALIZED (${waiting(tx.organizationId, condition)}) SELECT count(*) FROM held`);
}

/** Ends as failed what waits and is meant by the condition, any number of messages in one statement; the caller holds them. */
export async function failMessages(
  tx: ScopedTransaction,
  condition: Prisma.Sql,
  errorCode: string,
): Promise<void> {
  const failed = rows.parse(await tx.raw(failStatement(tx.organizationId, condition, errorCode)));
  const messages = failed.map(({ id, conversation_id, is_newest }) => ({
    ...{ conversationId: conversation_id, messageId: id, isNewest: is_newest },
  }));
  for (let at = 0; at < messages.length; at += MOST_IN_EVENT) {
    await announce(tx, { kind: 'messages.updated', messages: messages.slice(at, at + MOST_IN_EVENT) });
  }
}

/** Locks messages, then conversations, each in the order of their ids, as everybody does. */
function failStatement(organizationId: string, condition: Prisma.Sql, errorCode: string): Prisma.Sql {
  return Prisma.sql`
WITH changed AS MATERIALIZED (${waiting(organizationId, condition)}
), failed AS (
  UPDATE messages m SET status = changed.status, error_code = ${errorCode}, error_message = NULL, updated_at = now()
  FROM changed WHERE m.id = changed.id
), ${SHOW_CHANGED}
SELECT changed.id, changed.conversation_id, newest.id IS NOT NULL AS is_newest
FROM changed LEFT JOIN newest ON newest.last_message_id = changed.id`;
}

function waiting(organizationId: string, condition: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
  SELECT id, conversation_id, 'FAILED'::message_status AS status FROM messages
  WHERE organization_id = ${organizationId}::uuid AND stage = 'WAITING' AND ${condition}
  ORDER BY id FOR NO KEY UPDATE`;
}

const rows = z.array(z.object({ id: z.uuid(), conversation_id: z.uuid(), is_newest: z.boolean() }));
