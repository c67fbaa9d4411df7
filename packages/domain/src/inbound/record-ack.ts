import type { InboundEvent, Message, ScopedTransaction } from '@soul-kg-crm/database';
import { advanceMessage } from '../outbound/advance-message.ts';
import type { ReceivedAck } from './channel-event.ts';
import { messageKeyOf } from './provider-message-id.ts';

/** Moves an own message forwards; false while the message is not known. */
export async function recordAck(
  tx: ScopedTransaction,
  event: Pick<InboundEvent, 'channelId' | 'receivedAt'>,
  ack: ReceivedAck,
): Promise<boolean> {
  const message = await findOwnMessage(tx, event.channelId, ack.providerMessageId);
  if (!message) return false;
  await advanceMessage(tx, message.id, {
    status: ack.level,
    at: event.receivedAt,
    providerMessageId: ack.providerMessageId,
  });
  return true;
}

/** By WhatsApp's id, or by the key inside it: an ack may overtake the answer to the send, and name the chat otherwise. */
export async function findOwnMessage(
  tx: ScopedTransaction,
  channelId: string,
  providerMessageId: string,
): Promise<Message | null> {
  const sendKey = messageKeyOf(providerMessageId);
  return tx.db.message.findFirst({
    where: {
      channelId,
      direction: 'OUTGOING',
      OR: [{ providerMessageId }, ...(sendKey === null ? [] : [{ sendKey }])],
    },
  });
}
