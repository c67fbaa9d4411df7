import type { Message, ScopedTransaction } from '@soul-kg-crm/database';
import type { MessageStatus } from '@soul-kg-crm/shared/enums';
import { announce } from '../realtime/announce.ts';

/** Tells of a message's new status, and shows it in the inbox where the message is the newest of its conversation. */
export async function announceStatus(
  tx: ScopedTransaction,
  message: Pick<Message, 'id' | 'conversationId'>,
  status: MessageStatus,
): Promise<void> {
  const { id, conversationId } = message;
  const shown = await tx.db.conversation.updateMany({
    where: { id: conversationId, lastMessageId: id },
    data: { lastMessageStatus: status },
  });
  const isNewest = shown.count > 0;
  await announce(tx, { kind: 'messages.updated', messages: [{ conversationId, messageId: id, isNewest }] });
}
