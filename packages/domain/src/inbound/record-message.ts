import type { Conversation, InboundEvent, Message, ScopedTransaction } from '@soul-kg-crm/database';
import { isCall } from '@soul-kg-crm/shared/enums';
import { momentOf } from '@soul-kg-crm/shared/ids';
import { askPersonWhereReadLate } from '../agents/schedule-turn.ts';
import { askLookUp } from '../clients/ask-look-up.ts';
import { holdClient } from '../clients/lock-client.ts';
import { resolveClient } from '../clients/resolve-client.ts';
import { findOrCreateConversation } from '../conversations/find-or-create-conversation.ts';
import { showNewest } from '../conversations/show-newest.ts';
import { advanceMessage } from '../outbound/advance-message.ts';
import { announce } from '../realtime/announce.ts';
import { applyWaitingAcks } from './apply-waiting-acks.ts';
import type { ReceivedMessage } from './channel-event.ts';
import { createIncomingMedia } from './create-incoming-media.ts';
import { followMessage } from './follow-message.ts';
import { followOwnMessage, seeWhatCameMeanwhile } from './follow-own-message.ts';
import { isSealed, openSealed } from './open-sealed.ts';
import { aliasesOf, messageKeyOf } from './provider-message-id.ts';
import { findQuoted, findQuotedMeanwhile, linkQuoting } from './quotes.ts';
import { findOwnMessage } from './record-ack.ts';
import { written } from './written.ts';

type Event = Pick<InboundEvent, 'id' | 'channelId' | 'receivedAt'>;

/** Writes a message that a channel told of, in either direction; one that is known already is not written again. */
export async function recordMessage(
  tx: ScopedTransaction,
  event: Event,
  received: ReceivedMessage,
): Promise<void> {
  if (received.isFromMe) return recordOwnMessage(tx, event, received);
  await handleIncomingMessage(tx, event, received);
}

/** A customer's message: stored once, with client and conversation, and what follows it: learning, the look-up, the agent. */
export async function handleIncomingMessage(
  tx: ScopedTransaction,
  event: Event,
  received: ReceivedMessage,
): Promise<void> {
  const known = await tx.db.message.findFirst({
    where: {
      channelId: event.channelId,
      providerMessageId: { in: aliasesOf(received.providerMessageId, received.contact) },
    },
  });
  if (known && isSealed(known) && !isSealed(received)) {
    const opened = await openKnown(tx, event, received, known);
    if (!opened) return;
    await followMessage(tx, opened, received);
    await askPersonWhereReadLate(tx, opened, received.sentAtMs);
    return;
  }
  const message = known ?? (await insertMessage(tx, event, received));
  // One that was written at once, with its event, is followed here as well; a repeat under another id is not.
  if (message.id === event.id) await followMessage(tx, message, received);
}

/** Written on the phone, or the echo of what we sent ourselves: then it settles the message that has its key. */
async function recordOwnMessage(
  tx: ScopedTransaction,
  event: Event,
  received: ReceivedMessage,
): Promise<void> {
  const { providerMessageId } = received;
  const known = await findOwnMessage(tx, event.channelId, providerMessageId);
  if (known && isSealed(known) && !isSealed(received)) await openKnown(tx, event, received, known);
  const message = known ?? (await insertMessage(tx, event, received));
  if (!known) await linkQuoting(tx, message);
  const status = received.ack ?? 'SENT';
  await advanceMessage(tx, message.id, { status, at: new Date(received.sentAtMs), providerMessageId });
  await applyWaitingAcks(tx, message);
}

/** What was stored unreadable can be read now; null where it was opened already. */
async function openKnown(
  tx: ScopedTransaction,
  event: Event,
  received: ReceivedMessage,
  known: Message,
): Promise<Message | null> {
  const client = await resolveClient(tx, received.contact, (id) => hasWrittenSince(tx, id, known.id));
  await holdClient(tx, client.id);
  // Changes the client, and so comes before the message.
  if (!received.isFromMe) await askLookUp(tx, client, event.channelId);
  const { conversationId } = known;
  const quotedMessageId = await findQuoted(tx, { channelId: event.channelId, id: conversationId }, received);
  return openSealed(tx, known, event, { received, quotedMessageId });
}

async function insertMessage(
  tx: ScopedTransaction,
  event: Event,
  received: ReceivedMessage,
): Promise<Message> {
  const { channelId } = event;
  const isOutdated = (clientId: string) => hasWrittenSince(tx, clientId, event.id);
  const client = await resolveClient(tx, received.contact, isOutdated);
  await holdClient(tx, client.id);
  // Changes the client, and so comes before the conversation. Who is written to on the phone by a privacy id alone may be
  // known by the number.
  if (!received.isFromMe || client.phone === null) await askLookUp(tx, client, channelId);
  const key = { channelId, clientId: client.id, chatId: received.chatId };
  const conversation = await findOrCreateConversation(tx, key);
  const seen = received.isFromMe ? await followOwnMessage(tx, conversation, event, received) : null;
  const message = await tx.db.message.create({
    data: {
      ...baseOf(event, received),
      channelId,
      conversationId: conversation.id,
      quotedMessageId: await findQuoted(tx, conversation, received),
      mediaId: await createIncomingMedia(tx, event, received),
    },
  });
  await keepChatId(tx, conversation, message, received);
  await showNewest(tx, message);
  await findQuotedMeanwhile(tx, message, received);
  const { id: messageId, conversationId } = message;
  if (seen !== null) await seeWhatCameMeanwhile(tx, message, seen);
  await announce(tx, { kind: 'messages.created', messages: [{ conversationId, messageId }] });
  return message;
}

function baseOf(event: Event, received: ReceivedMessage) {
  const isOwn = received.isFromMe;
  return {
    id: event.id,
    direction: isOwn ? 'OUTGOING' : 'INCOMING',
    sender: isOwn ? 'HUMAN' : 'CLIENT',
    kind: received.kind,
    content: received.content,
    status: isOwn ? 'SENT' : 'PENDING',
    providerMessageId: received.providerMessageId,
    sendKey: isOwn ? messageKeyOf(received.providerMessageId) : null,
    sentAt: new Date(received.sentAtMs),
    createdAt: momentOf(event.id),
  } as const;
}

/** Answers go where the customer wrote last: WhatsApp may have moved the chat from the phone to a privacy id. A call tells no chat. */
async function keepChatId(
  tx: ScopedTransaction,
  conversation: Conversation,
  message: Message,
  received: ReceivedMessage,
): Promise<void> {
  const { isFromMe, kind, chatId } = received;
  if (isFromMe || isCall(kind) || conversation.providerChatId === chatId) return;
  if (await hasWrittenSince(tx, conversation.clientId, message.id)) return;
  await tx.db.conversation.update({
    where: { id: conversation.id },
    data: { providerChatId: chatId },
  });
}

/** A text is often written before an event that came earlier: what that one says of name and chat is not the newest then. */
async function hasWrittenSince(tx: ScopedTransaction, clientId: string, messageId: string): Promise<boolean> {
  const where = {
    conversation: { clientId },
    direction: 'INCOMING',
    ...written,
    id: { gt: messageId },
  } as const;
  return (await tx.db.message.findFirst({ where, select: { id: true } })) !== null;
}
