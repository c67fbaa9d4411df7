import { Prisma, type ScopedTransaction } from '@soul-kg-crm/database';
import type { MessageStatus } from '@soul-kg-crm/shared/enums';
import * as z from 'zod';
import { announce } from '../realtime/announce.ts';

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
  const failed = rows.parse(await tx.raw(failStatement(tx.organizationId, channelId, statuses, errorCode)));
  const messages = failed.map(({ id, conversation_id, is_newest }) => ({
    ...{ conversationId: conversation_id, messageId: id, isNewest: is_newest },
  }));
  for (let at = 0; at < messages.length; at += MOST_IN_EVENT) {
    await announce(tx, { kind: 'messages.updated', messages: messages.slice(at, at + MOST_IN_EVENT) });
  }
}

/** Locks messages, then conversations, each in the order of their ids, as everybody does. */
function failStatement(
  organizationId: string,
  channelId: string,
  statuses: readonly string[],
  errorCode: string,
): Prisma.Sql {
  return Prisma.sql`
WITH open AS MATERIALIZED (
  SELECT id, conversation_id FROM messages
  WHERE organization_id = ${organizationId}::uuid AND channel_id = ${channelId}::uuid AND stage = 'WAITING'
    AND status = ANY(${[...statuses]}::message_status[])
  ORDER BY id FOR NO KEY UPDATE
), failed AS (
  UPDATE messages m SET status = 'FAILED', error_code = ${errorCode}, error_message = NULL, updated_at = now()
  FROM open WHERE m.id = open.id
), newest AS MATERIALIZED (
  SELECT c.id, c.last_message_id FROM conversations c
  JOIN open ON open.conversation_id = c.id AND open.id = c.last_message_id
  ORDER BY c.id FOR NO KEY UPDATE OF c
), shown AS (
  UPDATE conversations c SET last_message_status = 'FAILED', updated_at = now()
  FROM newest WHERE c.id = newest.id
)
SELECT open.id, open.conversation_id, newest.id IS NOT NULL AS is_newest
FROM open LEFT JOIN newest ON newest.last_message_id = open.id`;
}

const rows = z.array(z.object({ id: z.uuid(), conversation_id: z.uuid(), is_newest: z.boolean() }));
