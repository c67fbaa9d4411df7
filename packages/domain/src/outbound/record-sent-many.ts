import { Prisma, type Statement } from '@soul-kg-crm/database';
import * as z from 'zod';
import { ackEventIdsOf } from '../inbound/channel-event.ts';
import { showAndAnnounce } from './claim-many.ts';

/** WhatsApp has taken a message. */
export interface SentReport {
  organizationId: string;
  messageId: string;
  providerMessageId: string;
}

/**
 * Notes of many messages that WhatsApp has them, in one statement. Gives the ids of those that it noted; what is not plain
 * (an echo or an ack that came first, another status by now) is left as it is, for `recordSent`.
 */
export async function recordSentMany(
  statement: Statement,
  reports: readonly SentReport[],
): Promise<Set<string>> {
  const told = reports.map(({ organizationId, messageId, providerMessageId }) => ({
    ...{ organization_id: organizationId, message_id: messageId, provider_message_id: providerMessageId },
    ack_events: ackEventIdsOf(providerMessageId),
  }));
  const rows = noted.parse(await statement(recordStatement(JSON.stringify(told))));
  return new Set(rows.map(({ id }) => id));
}

function recordStatement(told: string): Prisma.Sql {
  return Prisma.sql`-- prepared: record_sent
WITH told AS MATERIALIZED (
  SELECT * FROM jsonb_to_recordset(${told}::jsonb) AS t (
    message_id uuid, organization_id uuid, provider_message_id text, ack_events text[])
), plain AS MATERIALIZED (
  SELECT m.id, m.organization_id, m.conversation_id, t.provider_message_id
  FROM told t JOIN messages m ON m.id = t.message_id
  WHERE m.organization_id = t.organization_id AND m.status IN ('SENDING', 'UNCONFIRMED')
    AND NOT EXISTS (SELECT FROM messages echo WHERE echo.channel_id = m.channel_id
      AND echo.provider_message_id = t.provider_message_id AND echo.id <> m.id)
    AND NOT EXISTS (SELECT FROM inbound_events e WHERE e.channel_id = m.channel_id
      AND e.provider_event_id = ANY(t.ack_events) AND e.processed_at IS NULL AND e.failed_at IS NULL)
  ORDER BY m.id FOR NO KEY UPDATE OF m
), sent AS (
  UPDATE messages m SET status = 'SENT', provider_message_id = coalesce(m.provider_message_id, plain.provider_message_id),
    sent_at = coalesce(m.sent_at, now()), error_code = NULL, error_message = NULL, updated_at = now()
  FROM plain WHERE m.id = plain.id
), ${showAndAnnounce('SENT')}
SELECT id FROM plain`;
}

const noted = z.array(z.object({ id: z.uuid() }));
