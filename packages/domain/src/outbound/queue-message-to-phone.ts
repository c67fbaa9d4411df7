import type { Scope, ScopedTransaction } from '@soul-kg-crm/database';
import { invalidField, Problem } from '@soul-kg-crm/shared/problems';
import { formatPhoneNumber } from '@soul-kg-crm/shared/whatsapp-id';
import { sessionOf } from '../channels/sessions.ts';
import { resolveClient } from '../clients/resolve-client.ts';
import { findOrCreateConversation } from '../conversations/find-or-create-conversation.ts';
import { findConversation } from '../conversations/get-conversation.ts';
import type { MessageView } from '../conversations/views.ts';
import { type Addressee, requireAddressee } from './addressee.ts';
import { type MessageDraft, onceForEachClientMessageId, queueIn } from './queue-message.ts';
import { requireChosenId, requireId, requireSender, requireStorable } from './require-sayable.ts';

export interface PhoneMessage extends MessageDraft {
  /** Phone number, as a person writes it; within a conversation also the privacy id of whoever hides theirs. */
  to: string;
  conversationId?: string | undefined;
  /** The number to write from; the default one unless told. */
  channelId?: string | undefined;
}

/** Writes to a number; client and conversation are made where there are none. */
export async function queueMessageToPhone(scope: Scope, input: PhoneMessage): Promise<MessageView> {
  const { content, senderId, clientMessageId, conversationId } = input;
  const addressee = requireAddressee(input.to, conversationId);
  requireStorable({ content, senderId, clientMessageId });
  requireSender(input);
  if (clientMessageId !== undefined) requireChosenId(clientMessageId);
  if (conversationId !== undefined) requireId('conversationId', conversationId);
  const message = await onceForEachClientMessageId(scope, input, (tx) => queueToPhoneIn(tx, input));
  if (clientMessageId !== undefined) await requireSameWay(scope, message, addressee, input.channelId);
  return message;
}

/** The same as a part of a larger transaction; gives the message's id. */
export async function queueToPhoneIn(tx: ScopedTransaction, input: PhoneMessage): Promise<string> {
  const addressee = requireAddressee(input.to, input.conversationId);
  const conversationId = await conversationWith(tx, addressee, input);
  return queueIn(tx, { ...input, conversationId });
}

/** The same text to another number, or from another one of ours, under a used id is another message. */
async function requireSameWay(
  scope: Scope,
  { conversationId, channelId }: MessageView,
  { kind, value }: Addressee,
  from: string | undefined,
): Promise<void> {
  // Unless told it is the default number, which may be another one by now.
  if (from !== undefined && from !== channelId) throw new Problem('CLIENT_MESSAGE_ID_REUSED');
  const client = { conversations: { some: { id: conversationId } } };
  const identity = await scope.db.clientIdentity.findFirst({ where: { client, kind, value } });
  if (!identity) throw new Problem('CLIENT_MESSAGE_ID_REUSED');
}

async function conversationWith(
  tx: ScopedTransaction,
  addressee: Addressee,
  input: Pick<PhoneMessage, 'conversationId' | 'channelId'>,
): Promise<string> {
  const { conversationId } = input;
  if (conversationId !== undefined) return requireConversationOf(tx, { ...input, conversationId }, addressee);
  const phone = addressee.value;
  const { channelId } = await sessionOf(tx, input.channelId);
  const client = await resolveClient(tx, { phone, lid: null, name: null });
  const chatId = formatPhoneNumber(phone);
  const conversation = await findOrCreateConversation(tx, { channelId, clientId: client.id, chatId });
  return conversation.id;
}

/** A text must not reach somebody else, nor leave from another number, because an id was mixed up. */
async function requireConversationOf(
  tx: ScopedTransaction,
  input: Pick<PhoneMessage, 'channelId'> & { conversationId: string },
  addressee: Addressee,
): Promise<string> {
  const { id: conversationId, client, channelId } = await findConversation(tx, input.conversationId);
  if (input.channelId !== undefined && input.channelId !== channelId) {
    await sessionOf(tx, input.channelId);
    throw invalidField('conversationId', 'A conversation through another number of yours');
  }
  const identities = await tx.db.clientIdentity.findMany({ where: { clientId: client.id } });
  const isTheirs = identities.some(({ kind, value }) => kind === addressee.kind && value === addressee.value);
  if (isTheirs) return conversationId;
  throw invalidField('conversationId', 'A conversation with another number');
}
