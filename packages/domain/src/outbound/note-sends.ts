import { Prisma, type Statement } from '@soul-kg-crm/database';
import * as z from 'zod';
import { REPLY_PREFIX } from '../agents/agent-reply.ts';
import { LIVE_MS } from '../agents/too-late.ts';
import { ackEventIdsOf } from '../inbound/channel-event.ts';
import type { ClaimedMessage } from './claim-message.ts';
import { SHOW_NEWEST } from './show-changed.ts';

/** A message that a channel's owner wants to send. */
export interface ClaimRequest {
  organizationId: string;
  channelId: string;
  leaseGeneration: bigint;
  messageId: string;
}

/** WhatsApp has taken a message. */
export interface SentReport {
  organizationId: string;
  messageId: string;
  providerMessageId: string;
}

/** What came of it, by the messages' ids. */
export interface NotedSends {
  claimed: Map<string, ClaimedMessage>;
  sent: Set<string>;
}

/**
 * Takes many messages of many channels for sending, and notes of others that WhatsApp has them, in one statement. Only what
 * is plain is done: of what is wanted, text messages under a lease that is held, on a channel that may write to anybody, and
 * no agent's answer that has waited for long; of what has left, that of which no echo and no ack came first. All else is left
 * as it is, for `claimMessage` and `recordSent`; so is what somebody else holds just now, as it must not hold up what others
 * send. Locks leases, then messages, then conversations, each in the order of their ids, and waits for none of the messages
 * and conversations. Each ack is asked for by itself: of "any of these ids" the plan from a time when there were no events
 * reads all of the channel's.
 */
export async function noteSends(
  statement: Statement,
  { claims, reports }: { claims: readonly ClaimRequest[]; reports: readonly SentReport[] },
): Promise<NotedSends> {
  const wanted = claims.map(({ organizationId, channelId, leaseGeneration, messageId }) => ({
    ...{ organization_id: organizationId, channel_id: channelId, message_id: messageId },
    generation: String(leaseGeneration),
  }));
  const told = reports.map(({ organizationId, messageId, providerMessageId }) => ({
    ...{ organization_id: organizationId, message_id: messageId, provider_message_id: providerMessageId },
  }));
  const rows = noted.parse(await statement(noteStatement(JSON.stringify([...wanted, ...told]))));
  const taken = rows.filter(({ is_sent }) => !is_sent);
  const left = rows.filter(({ is_sent }) => is_sent);
  return {
    claimed: new Map(taken.map((row) => [row.id, describe(row)])),
    sent: new Set(left.map(({ id }) => id)),
  };
}

/** What the event id of an ack begins with; the message's id follows. */
const ACKS = ackEventIdsOf('');

function noteStatement(given: string): Prisma.Sql {
  const live = Prisma.sql`make_interval(secs => ${LIVE_MS / 1_000})`;
  return Prisma.sql`-- prepared: note_sends
WITH given AS MATERIALIZED (
  SELECT *, provider_message_id IS NOT NULL AS is_sent FROM jsonb_to_recordset(${given}::jsonb) AS g (
    message_id uuid, organization_id uuid, channel_id uuid, generation bigint, provider_message_id text)
), held AS MATERIALIZED (
  SELECT l.channel_id FROM channel_leases l
  WHERE l.worker_id IS NOT NULL
    AND (l.channel_id, l.generation) IN (SELECT channel_id, generation FROM given WHERE NOT is_sent)
  ORDER BY l.channel_id FOR SHARE
), free AS MATERIALIZED (
  SELECT m.id, m.organization_id, m.channel_id, m.conversation_id, c.provider_chat_id, g.is_sent, g.provider_message_id, m.attempts,
    coalesce(m.send_key, '') AS send_key, CASE WHEN g.is_sent THEN '' ELSE m.content END AS content,
    (CASE WHEN g.is_sent THEN 'SENT' ELSE 'SENDING' END)::message_status AS status,
    c.last_message_id IS NOT DISTINCT FROM m.id AS is_newest
  FROM given g JOIN messages m ON m.id = g.message_id JOIN conversations c ON c.id = m.conversation_id
  WHERE m.id = ANY(ARRAY(SELECT message_id FROM given)) AND m.organization_id = g.organization_id
    AND m.direction = 'OUTGOING' AND CASE WHEN g.is_sent
    THEN m.status IN ('SENDING', 'UNCONFIRMED')
      AND NOT EXISTS (SELECT FROM messages echo WHERE echo.channel_id = m.channel_id
        AND echo.provider_message_id = g.provider_message_id AND echo.id <> m.id)
      AND NOT (SELECT bool_or(coalesce((SELECT e.processed_at IS NULL AND e.failed_at IS NULL FROM inbound_events e
        WHERE e.channel_id = m.channel_id AND e.provider_event_id = ack || g.provider_message_id), false))
        FROM unnest(${ACKS}::text[]) AS ack)
    ELSE m.status = 'PENDING' AND m.send_key IS NOT NULL AND m.media_id IS NULL AND m.quoted_message_id IS NULL
      AND m.channel_id = g.channel_id AND m.channel_id IN (SELECT channel_id FROM held)
      AND NOT EXISTS (SELECT FROM whatsapp_sessions s WHERE s.channel_id = m.channel_id
        AND (s.new_chats_blocked_until > now() OR s.new_chats_used >= s.new_chats_quota))
      AND NOT (m.sender = 'AI' AND m.client_message_id LIKE ${`${REPLY_PREFIX}%`}
        AND m.adopted_at IS NULL AND m.created_at < now() - ${live})
    END
  ORDER BY m.id FOR NO KEY UPDATE OF m SKIP LOCKED
), newest AS MATERIALIZED (
  SELECT c.id, c.last_message_id, free.status FROM conversations c
  JOIN free ON free.conversation_id = c.id AND free.id = c.last_message_id
  ORDER BY c.id FOR NO KEY UPDATE OF c SKIP LOCKED
), changed AS MATERIALIZED (
  SELECT * FROM free WHERE NOT is_newest OR id IN (SELECT last_message_id FROM newest)
), moved AS (
  UPDATE messages m SET status = changed.status, error_code = NULL, updated_at = now(),
    error_message = CASE WHEN is_sent THEN NULL ELSE m.error_message END,
    attempts = CASE WHEN is_sent THEN m.attempts ELSE m.attempts + 1 END,
    claimed_at = CASE WHEN is_sent THEN m.claimed_at ELSE now() END,
    sent_at = CASE WHEN is_sent THEN coalesce(m.sent_at, now()) ELSE m.sent_at END,
    provider_message_id = coalesce(m.provider_message_id, changed.provider_message_id)
  FROM changed WHERE m.id = changed.id
), ${SHOW_NEWEST}, announced AS (
  INSERT INTO outbox_events (organization_id, topic, name, payload)
  SELECT organization_id, 'REALTIME', 'messages.updated', jsonb_build_object('messages', jsonb_agg(
    jsonb_build_object('conversationId', changed.conversation_id, 'messageId', changed.id,
      'isNewest', newest.id IS NOT NULL)))
  FROM changed LEFT JOIN newest ON newest.last_message_id = changed.id
  GROUP BY organization_id
)
SELECT id, channel_id, provider_chat_id, send_key, attempts + 1 AS attempt, content, is_sent FROM changed`;
}

const noted = z.array(
  z.object({
    id: z.uuid(),
    channel_id: z.uuid(),
    provider_chat_id: z.string(),
    send_key: z.string(),
    attempt: z.int(),
    content: z.string(),
    is_sent: z.boolean(),
  }),
);

function describe(row: z.infer<typeof noted>[number]): ClaimedMessage {
  return {
    messageId: row.id,
    channelId: row.channel_id,
    chatId: row.provider_chat_id,
    sendKey: row.send_key,
    attempt: row.attempt,
    content: row.content,
    quotedProviderMessageId: null,
    media: null,
  };
}
