import type { Conversation, InboundEvent, Message, ScopedTransaction } from '@soul-kg-crm/database';
import { lockAgent } from '../agents/agent-lock.ts';
import { takeOverByAnswering } from '../agents/agent-state.ts';
import { answeredOnPhoneAt, isAutomatic } from '../agents/persons-answer.ts';
import { seeMessages } from '../conversations/mark-read.ts';
import { announce } from '../realtime/announce.ts';
import type { ReceivedMessage } from './channel-event.ts';

const ANSWERED_LATELY_MS = 24 * 3_600_000;

/**
 * Somebody wrote on the phone itself, and not the phone by itself: what stands before it was seen there, and no agent
 * answers any more. What is read of former days after an absence says nothing of who answers now. Called before the message
 * is written; gives how many were seen, for `seeWhatCameMeanwhile`, or null where the phone wrote by itself.
 */
export async function followOwnMessage(
  tx: ScopedTransaction,
  { id: conversationId, unreadCount }: Pick<Conversation, 'id' | 'unreadCount'>,
  event: Pick<InboundEvent, 'id' | 'channelId' | 'receivedAt'>,
  { sentAtMs, chatId, providerMessageId }: Pick<ReceivedMessage, 'sentAtMs' | 'chatId' | 'providerMessageId'>,
): Promise<number | null> {
  const at = new Date(sentAtMs);
  if (await isAutomatic(tx, { conversationId, sentAt: at, chatId, providerMessageId, event })) return null;
  const isOfNow = Date.now() - sentAtMs < ANSWERED_LATELY_MS;
  // Before any message is locked, and those before the conversation.
  if (isOfNow) await lockAgent(tx, conversationId);
  const seen = unreadCount > 0 ? await seeMessages(tx, { conversationId, upToMessageId: event.id, at }) : 0;
  if (isOfNow) await takeOverByAnswering(tx, conversationId, null);
  return seen;
}

/**
 * What was written while the answer was: the caller holds the conversation's row, so that whoever stores a message comes
 * before, and is seen here, or after, and finds the answer (`followAnswerOnPhone`).
 */
export async function seeWhatCameMeanwhile(
  tx: ScopedTransaction,
  { id, conversationId, sentAt }: Pick<Message, 'id' | 'conversationId' | 'sentAt'>,
  seenBefore: number,
): Promise<void> {
  const at = sentAt ?? new Date();
  const seen = await seeMessages(tx, { conversationId, upToMessageId: id, at });
  if (seenBefore + seen > 0) await countAnew(tx, conversationId);
}

/**
 * A customer's message that is processed after the answer on the phone that follows it was seen there as well. Called
 * before the conversation is locked; true where `countAnew` is to be called once it is.
 */
export async function followAnswerOnPhone(
  tx: ScopedTransaction,
  message: Pick<Message, 'id' | 'conversationId'>,
): Promise<boolean> {
  const readAt = await answeredOnPhoneAt(tx, message);
  if (!readAt) return false;
  const where = { id: message.id, status: 'PENDING' } as const;
  return (await tx.db.message.updateMany({ where, data: { status: 'READ', readAt } })).count > 0;
}

/** What is still unread; the caller's transaction holds the conversation's row, as whoever stores a message does. */
export async function countAnew(tx: ScopedTransaction, conversationId: string): Promise<void> {
  const where = { conversationId, direction: 'INCOMING', status: 'PENDING' } as const;
  const unreadCount = await tx.db.message.count({ where });
  await tx.db.conversation.update({ where: { id: conversationId }, data: { unreadCount } });
  await announce(tx, { kind: 'conversation.updated', conversationId });
}
