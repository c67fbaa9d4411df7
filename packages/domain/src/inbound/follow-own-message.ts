import type { Conversation, ScopedTransaction } from '@soul-kg-crm/database';
import { lockAgent } from '../agents/agent-lock.ts';
import { takeOverByAnswering } from '../agents/agent-state.ts';
import { isAutomatic } from '../agents/persons-answer.ts';
import { seeMessages } from '../conversations/mark-read.ts';
import { announce } from '../realtime/announce.ts';

const ANSWERED_LATELY_MS = 24 * 3_600_000;

/**
 * Somebody wrote on the phone itself, and not the phone by itself: what stands before it was seen there, and no agent
 * answers any more. What is read of former days after an absence says nothing of who answers now. Called before the message
 * is written; true where `countAnew` is to be called once it is.
 */
export async function followOwnMessage(
  tx: ScopedTransaction,
  { id: conversationId, unreadCount }: Pick<Conversation, 'id' | 'unreadCount'>,
  messageId: string,
  sentAtMs: number,
): Promise<boolean> {
  const at = new Date(sentAtMs);
  if (await isAutomatic(tx, conversationId, at)) return false;
  const isOfNow = Date.now() - sentAtMs < ANSWERED_LATELY_MS;
  // Before any message is locked, and those before the conversation.
  if (isOfNow) await lockAgent(tx, conversationId);
  const seen = unreadCount > 0 ? await seeMessages(tx, { conversationId, upToMessageId: messageId, at }) : 0;
  if (isOfNow) await takeOverByAnswering(tx, conversationId, null);
  return seen > 0;
}

/** What is still unread; the caller's transaction holds the conversation's row, as whoever stores a message does. */
export async function countAnew(tx: ScopedTransaction, conversationId: string): Promise<void> {
  const where = { conversationId, direction: 'INCOMING', status: 'PENDING' } as const;
  const unreadCount = await tx.db.message.count({ where });
  await tx.db.conversation.update({ where: { id: conversationId }, data: { unreadCount } });
  await announce(tx, { kind: 'conversation.updated', conversationId });
}
