import type { InboundEvent, Message, ScopedTransaction } from '@soul-kg-crm/database';
import { reviseTurn } from '../agents/schedule-turn.ts';
import { previewOf } from '../conversations/show-newest.ts';
import { lockMessage } from '../outbound/lock-message.ts';
import { announce } from '../realtime/announce.ts';
import type { ReceivedChange, ReceivedEdit } from './channel-event.ts';
import { isSealed } from './open-sealed.ts';
import { aliasesOf } from './provider-message-id.ts';
import { findOwnMessage } from './record-ack.ts';

type Event = Pick<InboundEvent, 'channelId' | 'receivedAt'>;

/** The text of a message was corrected at WhatsApp: it is the corrected one from now on. False while the message is not known. */
export async function recordEdit(tx: ScopedTransaction, event: Event, edit: ReceivedEdit): Promise<boolean> {
  const message = await findTold(tx, event, edit);
  // Of what cannot be read yet nothing can be corrected: it comes as it is by now, or waits for this.
  if (!message || isSealed(message)) return false;
  const editedAt = momentOfChange(event, edit.editedAtMs);
  // What came before a later correction is no longer the text; and the page tells of more than corrections.
  if (message.editedAt !== null && message.editedAt > editedAt) return true;
  const isRepeat = !edit.editedAtMs || message.editedAt?.getTime() === editedAt.getTime();
  if (isRepeat && message.content === edit.content) return true;
  await tx.db.message.update({ where: { id: message.id }, data: { content: edit.content, editedAt } });
  await tx.db.conversation.updateMany({
    where: { id: message.conversationId, lastMessageId: message.id },
    data: { lastMessagePreview: previewOf(edit.content) },
  });
  await tell(tx, message);
  return true;
}

/**
 * WhatsApp's own time of a change, as the events of one message may be processed in any order. Nobody changes anything in
 * the future: else a clock that is ahead would outlive what is said later.
 */
export function momentOfChange({ receivedAt }: Event, toldMs: number | null | undefined): Date {
  return toldMs == null ? receivedAt : new Date(Math.min(toldMs, receivedAt.getTime()));
}

/** Whoever wrote it deleted it at WhatsApp: that is marked, and the text stays. False while the message is not known. */
export async function recordRevoked(
  tx: ScopedTransaction,
  event: Event,
  revoked: ReceivedChange,
): Promise<boolean> {
  const message = await findTold(tx, event, revoked);
  if (!message) return false;
  if (message.revokedAt) return true;
  await tx.db.message.update({ where: { id: message.id }, data: { revokedAt: event.receivedAt } });
  await tell(tx, message);
  return true;
}

/** The message that is told of, locked; null while it is not known. */
export async function findTold(
  tx: ScopedTransaction,
  { channelId }: Event,
  told: ReceivedChange,
): Promise<Message | null> {
  const { providerMessageId, isFromMe, contact } = told;
  const found = isFromMe
    ? await findOwnMessage(tx, channelId, providerMessageId)
    : await tx.db.message.findFirst({
        where: { channelId, providerMessageId: { in: aliasesOf(providerMessageId, contact) } },
      });
  return found && lockMessage(tx, found.id);
}

/** Whoever shows the message, or is about to answer it, learns of the change. */
async function tell(tx: ScopedTransaction, message: Message): Promise<void> {
  const { id: messageId, conversationId, direction } = message;
  if (direction === 'INCOMING') await reviseTurn(tx, message);
  const where = { id: conversationId, lastMessageId: messageId };
  const isNewest = (await tx.db.conversation.count({ where })) > 0;
  await announce(tx, { kind: 'messages.updated', messages: [{ conversationId, messageId, isNewest }] });
}
