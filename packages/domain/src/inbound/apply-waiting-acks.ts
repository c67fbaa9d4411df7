import { type Message, Prisma, type ScopedTransaction } from '@soul-kg-crm/database';
import * as z from 'zod';
import { advanceMessage } from '../outbound/advance-message.ts';
import { ackEventIdsOf, receivedAck } from './channel-event.ts';

/** Gives an own message the acks that came before it was known. */
export async function applyWaitingAcks(
  tx: ScopedTransaction,
  message: Pick<Message, 'id' | 'channelId'> & { providerMessageId: string | null },
): Promise<void> {
  if (message.providerMessageId === null) return;
  const waiting = await takeWaiting(tx, message.channelId, ackEventIdsOf(message.providerMessageId));
  for (const { id, payload, received_at: at } of waiting) {
    const { level, providerMessageId } = receivedAck.parse(payload);
    await advanceMessage(tx, message.id, { status: level, at, providerMessageId });
    await tx.db.inboundEvent.update({ where: { id }, data: { processedAt: new Date(), error: null } });
  }
}

const waitingAcks = z.array(z.object({ id: z.uuid(), payload: z.unknown(), received_at: z.date() }));

/**
 * An ack that is just being processed elsewhere is passed over: whoever has it waits for our message, and two that wait
 * for each other would both fail. A dead letter is passed over too: what could not be read must not take the message along.
 */
async function takeWaiting(tx: ScopedTransaction, channelId: string, providerEventIds: string[]) {
  return waitingAcks.parse(
    await tx.raw(Prisma.sql`
      SELECT id, payload, received_at FROM inbound_events
      WHERE organization_id = ${tx.organizationId}::uuid AND channel_id = ${channelId}::uuid
        AND provider_event_id = ANY(${providerEventIds}) AND processed_at IS NULL AND failed_at IS NULL
      FOR UPDATE SKIP LOCKED`),
  );
}
