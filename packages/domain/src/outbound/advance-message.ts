import type { Message, Prisma, ScopedTransaction } from '@soul-kg-crm/database';
import type { MessageStatus } from '@soul-kg-crm/shared/enums';
import { askPersonInstead, askPersonNoMore } from '../agents/answer-not-sent.ts';
import { announceStatus } from './announce-status.ts';
import { isEndedHere } from './ended-here.ts';
import { lockMessage } from './lock-message.ts';
import { nextStatus } from './next-status.ts';

export interface Progress {
  status: Extract<MessageStatus, 'SENT' | 'DELIVERED' | 'READ' | 'FAILED'>;
  at: Date;
  providerMessageId: string;
}

/** Applies WhatsApp's word on an own message: its id is learnt, its status only ever moves forwards. */
export async function advanceMessage(
  tx: ScopedTransaction,
  messageId: string,
  progress: Progress,
): Promise<void> {
  const message = await lockMessage(tx, messageId);
  if (!message) return;
  const status = nextStatus(statusOf(message), progress.status);
  const data = {
    ...(message.providerMessageId === null && { providerMessageId: progress.providerMessageId }),
    ...(status !== message.status && { status, ...momentsOf(message, progress) }),
  };
  if (Object.keys(data).length === 0) return;
  await tx.db.message.update({ where: { id: messageId }, data });
  if (status === message.status) return;
  await announceStatus(tx, message, status);
  if (status === 'FAILED') await askPersonInstead(tx, message);
  else if (message.status === 'FAILED') await askPersonNoMore(tx, message);
}

/** What was ended here is, to WhatsApp's word, as open as what may have left. */
function statusOf(message: Message): MessageStatus {
  return isEndedHere(message) ? 'UNCONFIRMED' : message.status;
}

/** A later station implies the earlier ones, whose acks may never come. */
function momentsOf(message: Message, { status, at }: Progress): Prisma.MessageUncheckedUpdateInput {
  if (status === 'FAILED')
    return { errorCode: 'REJECTED', errorMessage: 'WhatsApp did not accept the message' };
  const sent = { sentAt: message.sentAt ?? at, errorCode: null, errorMessage: null };
  if (status === 'SENT') return sent;
  const delivered = { ...sent, deliveredAt: message.deliveredAt ?? at };
  return status === 'DELIVERED' ? delivered : { ...delivered, readAt: message.readAt ?? at };
}
