import type { Message, ScopedTransaction } from '@soul-kg-crm/database';
import { advanceMessage } from '../outbound/advance-message.ts';
import { ackEventIdsOf, receivedAck } from './channel-event.ts';

/** Gives an own message the acks that came before it was known. */
export async function applyWaitingAcks(
  tx: ScopedTransaction,
  message: Pick<Message, 'id' | 'channelId'> & { providerMessageId: string | null },
): Promise<void> {
  if (message.providerMessageId === null) return;
  const waiting = await tx.db.inboundEvent.findMany({
    where: {
      channelId: message.channelId,
      providerEventId: { in: ackEventIdsOf(message.providerMessageId) },
      processedAt: null,
    },
  });
  for (const event of waiting) {
    const { level, providerMessageId } = receivedAck.parse(event.payload);
    await advanceMessage(tx, message.id, { status: level, at: event.receivedAt, providerMessageId });
    await tx.db.inboundEvent.update({
      where: { id: event.id },
      data: { processedAt: new Date(), error: null },
    });
  }
}
