import { type Conversation, type Message, Prisma, type ScopedTransaction } from '@soul-kg-crm/database';
import * as z from 'zod';
import { announce } from '../realtime/announce.ts';
import { type ReceivedMessage, wholeEventId } from './channel-event.ts';
import { aliasesOf, messageKeyOf } from './provider-message-id.ts';

type Quoting = Pick<ReceivedMessage, 'quotedProviderMessageId' | 'contact'>;

/** The message of the conversation that is quoted; null where there is none, or where it is not known yet. */
export async function findQuoted(
  tx: ScopedTransaction,
  conversation: Pick<Conversation, 'id' | 'channelId'>,
  received: Quoting,
): Promise<string | null> {
  const id = received.quotedProviderMessageId;
  if (id === null) return null;
  const sendKey = messageKeyOf(id);
  const quoted = await tx.db.message.findFirst({
    where: {
      channelId: conversation.channelId,
      conversationId: conversation.id,
      OR: [
        { providerMessageId: { in: aliasesOf(id, received.contact) } },
        ...(sendKey === null ? [] : [{ sendKey }]),
      ],
    },
    select: { id: true },
  });
  return quoted?.id ?? null;
}

/**
 * What a message quotes may have been written while it was. The caller holds the conversation's row, so that whoever writes
 * the one comes before, and is found here, or after, and finds this (`linkQuoting`).
 */
export async function findQuotedMeanwhile(
  tx: ScopedTransaction,
  { id, channelId, conversationId, quotedMessageId }: Message,
  received: Quoting,
): Promise<void> {
  if (quotedMessageId !== null || received.quotedProviderMessageId === null) return;
  const found = await findQuoted(tx, { id: conversationId, channelId }, received);
  if (found) await tx.db.message.update({ where: { id }, data: { quotedMessageId: found } });
}

/** Who quotes a message that came late is looked for among so many behind it. */
const QUOTING_AMONG = 200;

/**
 * What quotes a message may be processed, or told, before it: jobs keep no order, and what was missed is read after what
 * comes live. From now on it is known what those quote. The caller holds the conversation's row.
 */
export async function linkQuoting(
  tx: ScopedTransaction,
  { id, conversationId, providerMessageId }: Pick<Message, 'id' | 'conversationId' | 'providerMessageId'>,
): Promise<void> {
  const key = providerMessageId === null ? null : messageKeyOf(providerMessageId);
  if (key === null) return;
  const rows = await tx.raw(Prisma.sql`
    UPDATE messages SET quoted_message_id = ${id}::uuid, updated_at = now()
    FROM (
      SELECT id, channel_id, provider_message_id FROM messages
      WHERE organization_id = ${tx.organizationId}::uuid AND conversation_id = ${conversationId}::uuid
        AND id > ${id}::uuid
      ORDER BY id LIMIT ${QUOTING_AMONG}
    ) later JOIN inbound_events told ON told.channel_id = later.channel_id
      AND told.provider_event_id = ${wholeEventId('')} || later.provider_message_id
    WHERE messages.id = later.id AND messages.quoted_message_id IS NULL
      AND split_part(told.payload ->> 'quotedProviderMessageId', '_', 3) = ${key}
    RETURNING messages.id`);
  const messages = linked.parse(rows).map(({ id: messageId }) => ({
    ...{ conversationId, messageId, isNewest: false },
  }));
  if (messages.length > 0) await announce(tx, { kind: 'messages.updated', messages });
}

const linked = z.array(z.object({ id: z.uuid() }));
