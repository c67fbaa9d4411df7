import { Prisma, type Statement } from '@soul-kg-crm/database';
import * as z from 'zod';
import type { ClaimedMessage } from './claim-message.ts';
import { newSendKey } from './send-key.ts';

/** A message that a channel's owner wants to send. */
export interface ClaimRequest {
  organizationId: string;
  channelId: string;
  leaseGeneration: bigint;
  messageId: string;
}

/**
 * Takes many messages of many channels for sending in one statement: the plain ones, by their owners alone. Gives those
 * that it took, by their ids; all others (files, quotes, an open outcome, a channel that may write to nobody new, a lease
 * that is lost) are left as they are, for `claimMessage`. Locks leases, then messages, then conversations, each in the
 * order of their ids.
 */
export async function claimMany(
  statement: Statement,
  requests: readonly ClaimRequest[],
): Promise<Map<string, ClaimedMessage>> {
  const wanted = requests.map(({ organizationId, channelId, leaseGeneration, messageId }) => ({
    ...{ organization_id: organizationId, channel_id: channelId, message_id: messageId },
    generation: String(leaseGeneration),
    send_key: newSendKey(),
  }));
  const rows = claimed.parse(await statement(claimStatement(JSON.stringify(wanted))));
  return new Map(rows.map((row) => [row.id, describe(row)]));
}

function claimStatement(wanted: string): Prisma.Sql {
  return Prisma.sql`-- prepared: claim_messages
WITH wanted AS MATERIALIZED (
  SELECT * FROM jsonb_to_recordset(${wanted}::jsonb) AS w (
    message_id uuid, organization_id uuid, channel_id uuid, generation bigint, send_key text)
), held AS MATERIALIZED (
  SELECT l.channel_id FROM channel_leases l
  WHERE l.worker_id IS NOT NULL AND (l.channel_id, l.generation) IN (SELECT channel_id, generation FROM wanted)
  ORDER BY l.channel_id FOR SHARE
), plain AS MATERIALIZED (
  SELECT m.id, m.organization_id, m.channel_id, m.conversation_id, m.content, c.provider_chat_id,
    coalesce(m.send_key, w.send_key) AS send_key
  FROM wanted w JOIN held USING (channel_id) JOIN messages m ON m.id = w.message_id
  JOIN conversations c ON c.id = m.conversation_id
  WHERE m.organization_id = w.organization_id AND m.channel_id = w.channel_id AND m.direction = 'OUTGOING'
    AND m.status = 'PENDING' AND m.media_id IS NULL AND m.quoted_message_id IS NULL
    AND NOT EXISTS (SELECT FROM whatsapp_sessions s WHERE s.channel_id = m.channel_id
      AND (s.new_chats_blocked_until > now() OR s.new_chats_used >= s.new_chats_quota))
  ORDER BY m.id FOR NO KEY UPDATE OF m
), taken AS (
  UPDATE messages m SET status = 'SENDING', error_code = NULL, send_key = plain.send_key, claimed_at = now(),
    attempts = m.attempts + 1, updated_at = now()
  FROM plain WHERE m.id = plain.id
), ${showAndAnnounce('SENDING')}
SELECT id, channel_id, provider_chat_id, send_key, content FROM plain`;
}

/** The rest of a statement that gave the messages of its `plain` a status: the inbox's lines, and what is announced. */
export function showAndAnnounce(status: 'SENDING' | 'SENT'): Prisma.Sql {
  return Prisma.sql`newest AS MATERIALIZED (
  SELECT c.id, c.last_message_id FROM conversations c
  JOIN plain ON plain.conversation_id = c.id AND plain.id = c.last_message_id
  ORDER BY c.id FOR NO KEY UPDATE OF c
), shown AS (
  UPDATE conversations c SET last_message_status = ${status}::message_status, updated_at = now()
  FROM newest WHERE c.id = newest.id
), announced AS (
  INSERT INTO outbox_events (organization_id, topic, name, payload)
  SELECT organization_id, 'REALTIME', 'messages.updated', jsonb_build_object('messages', jsonb_agg(
    jsonb_build_object('conversationId', plain.conversation_id, 'messageId', plain.id,
      'isNewest', newest.id IS NOT NULL)))
  FROM plain LEFT JOIN newest ON newest.last_message_id = plain.id
  GROUP BY organization_id
)`;
}

const claimed = z.array(
  z.object({
    id: z.uuid(),
    channel_id: z.uuid(),
    provider_chat_id: z.string(),
    send_key: z.string(),
    content: z.string(),
  }),
);

function describe(row: z.infer<typeof claimed>[number]): ClaimedMessage {
  return {
    messageId: row.id,
    channelId: row.channel_id,
    chatId: row.provider_chat_id,
    sendKey: row.send_key,
    content: row.content,
    quotedProviderMessageId: null,
    media: null,
  };
}
