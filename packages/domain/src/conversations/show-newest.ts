import type { Message, ScopedTransaction } from '@soul-kg-crm/database';

const PREVIEW_LENGTH = 160;

/**
 * Shows the message in the inbox if it is the conversation's newest; one that a customer wrote counts as unread and
 * opens a closed conversation. Called after the message was inserted: everybody locks first the client (by the
 * message's foreign key), then the conversation.
 */
export async function showNewest(tx: ScopedTransaction, message: Message): Promise<void> {
  await tx.db.conversation.updateMany({
    where: {
      id: message.conversationId,
      OR: [{ lastMessageId: null }, { lastMessageId: { lt: message.id } }],
    },
    data: {
      lastMessageId: message.id,
      lastMessageAt: message.createdAt,
      lastMessagePreview: previewOf(message.content),
      lastMessageKind: message.kind,
      lastMessageDirection: message.direction,
      lastMessageStatus: message.status,
    },
  });
  if (message.direction !== 'INCOMING') return;
  await tx.db.conversation.update({
    where: { id: message.conversationId },
    data: { unreadCount: { increment: 1 }, status: 'OPEN' },
  });
}

/** One line, cut between characters and never inside an emoji. */
export function previewOf(content: string): string {
  const line = content.replace(/\s+/g, ' ').trim();
  return line.length <= PREVIEW_LENGTH ? line : `${[...line].slice(0, PREVIEW_LENGTH - 1).join('')}…`;
}
