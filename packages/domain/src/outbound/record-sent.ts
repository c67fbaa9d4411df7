import type { Message, Scope, ScopedTransaction } from '@soul-kg-crm/database';
import { refreshPreview } from '../conversations/refresh-preview.ts';
import { applyWaitingAcks } from '../inbound/apply-waiting-acks.ts';
import { type AckLevel, ackEventIdsOf } from '../inbound/channel-event.ts';
import { announce } from '../realtime/announce.ts';
import { advanceMessage } from './advance-message.ts';
import { lockMessage } from './lock-message.ts';

export interface Sent {
  providerMessageId: string;
  ack: AckLevel | null;
}

/** WhatsApp has the message: right after the send, or because it was found there. */
export async function recordSent(scope: Scope, messageId: string, sent: Sent): Promise<void> {
  const { providerMessageId } = sent;
  await scope.transaction(async (tx) => {
    const message = await tx.db.message.findUniqueOrThrow({ where: { id: messageId } });
    await removeEcho(tx, message.channelId, messageId, providerMessageId);
    await advanceMessage(tx, messageId, { status: sent.ack ?? 'SENT', at: new Date(), providerMessageId });
    await applyWaitingAcks(tx, { id: messageId, channelId: message.channelId, providerMessageId });
  });
}

/**
 * Where WhatsApp gave the message an id of its own instead of our key, its echo could not be recognised and was recorded
 * as something written on the phone. Now it is known what it was, and that its acks are the message's.
 */
async function removeEcho(
  tx: ScopedTransaction,
  channelId: string,
  messageId: string,
  providerMessageId: string,
): Promise<void> {
  const echo = await tx.db.message.findFirst({
    where: { channelId, providerMessageId, direction: 'OUTGOING', id: { not: messageId } },
  });
  if (!echo) return;
  // Messages, then conversations, as everybody does.
  await lockMessage(tx, messageId);
  await tx.db.message.delete({ where: { id: echo.id } });
  await tx.db.inboundEvent.updateMany({
    where: { channelId, providerEventId: { in: ackEventIdsOf(providerMessageId) }, failedAt: null },
    data: { processedAt: null },
  });
  await showWithout(tx, echo);
}

async function showWithout(
  tx: ScopedTransaction,
  { id: messageId, conversationId: id }: Pick<Message, 'id' | 'conversationId'>,
): Promise<void> {
  // The row is held from here on, and shows nothing that is gone.
  const where = { id, lastMessageId: messageId };
  const { count } = await tx.db.conversation.updateMany({ where, data: { lastMessageId: null } });
  // What was begun for the echo alone is not there without it.
  await tx.db.conversation.deleteMany({ where: { id, messages: { none: {} } } });
  const left = count > 0 ? await tx.db.conversation.findUnique({ where: { id } }) : null;
  if (left) await refreshPreview(tx, id, left.unreadCount);
  const isNewest = count > 0;
  await announce(tx, { kind: 'messages.updated', messages: [{ conversationId: id, messageId, isNewest }] });
}
