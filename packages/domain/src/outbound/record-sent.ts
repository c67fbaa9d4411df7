import type { Scope, ScopedTransaction } from '@soul-kg-crm/database';
import { applyWaitingAcks } from '../inbound/apply-waiting-acks.ts';
import type { AckLevel } from '../inbound/channel-event.ts';
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
 * as something written on the phone. Now it is known what it was.
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
  await tx.db.conversation.updateMany({
    where: { id: echo.conversationId, lastMessageId: echo.id },
    data: { lastMessageId: messageId },
  });
}
