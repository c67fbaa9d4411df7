import type { InboundEvent, Message, ScopedTransaction } from '@soul-kg-crm/database';
import { announce } from '../realtime/announce.ts';
import type { ReceivedReaction } from './channel-event.ts';
import { findTold, momentOfChange } from './record-change.ts';

type Event = Pick<InboundEvent, 'channelId' | 'receivedAt'>;

/**
 * Somebody reacted to a message, or took that back; of several reactions of the same side the newest counts, in whatever
 * order they are processed. False while the message is not known, unless it never will be.
 */
export async function recordReaction(
  tx: ScopedTransaction,
  event: Event,
  reaction: ReceivedReaction,
): Promise<boolean> {
  const message = await findTold(tx, event, reaction);
  if (!message) return isOfBefore(tx, event, reaction);
  const { emoji, isByUs } = reaction;
  const at = momentOfChange(event, reaction.reactedAtMs);
  const before = isByUs ? message.ownReactedAt : message.clientReactedAt;
  if (before !== null && before > at) return true;
  const data = isByUs
    ? { ownReaction: emoji, ownReactedAt: at }
    : { clientReaction: emoji, clientReactedAt: at };
  await tx.db.message.update({ where: { id: message.id }, data });
  await show(tx, message, reaction);
  return true;
}

/** When a number is linked, its page learns of reactions to what was written before, which is not read. */
async function isOfBefore(tx: ScopedTransaction, { channelId }: Event, { reactedAtMs }: ReceivedReaction) {
  const session = await tx.db.whatsAppSession.findUnique({
    where: { channelId },
    select: { accountSince: true },
  });
  return session?.accountSince != null && reactedAtMs < session.accountSince.getTime();
}

/** It stands at its message, and what a customer says of the newest one in the inbox, too. Nothing is unread by it. */
async function show(tx: ScopedTransaction, message: Message, { emoji, isByUs }: ReceivedReaction) {
  const { id: messageId, conversationId } = message;
  let isNewest = false;
  if (!isByUs) {
    const { count } = await tx.db.conversation.updateMany({
      where: { id: conversationId, lastMessageId: messageId },
      data: { clientReaction: emoji, clientReactionTo: messageId },
    });
    isNewest = count > 0;
  }
  await announce(tx, { kind: 'messages.updated', messages: [{ conversationId, messageId, isNewest }] });
}
