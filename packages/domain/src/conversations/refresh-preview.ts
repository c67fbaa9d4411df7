import type { ScopedTransaction } from '@soul-kg-crm/database';
import { previewOf } from './show-newest.ts';

/** Shows anew what is newest in a conversation whose messages were moved; nothing in it counts as unread, unless told. */
export async function refreshPreview(
  tx: ScopedTransaction,
  conversationId: string,
  unreadCount = 0,
): Promise<void> {
  const newest = await tx.db.message.findFirst({ where: { conversationId }, orderBy: { id: 'desc' } });
  await tx.db.conversation.update({
    where: { id: conversationId },
    data: {
      lastMessageId: newest?.id ?? null,
      ...(newest && { lastMessageAt: newest.createdAt }),
      lastMessagePreview: previewOf(newest?.content ?? ''),
      lastMessageKind: newest?.kind ?? null,
      lastMessageDirection: newest?.direction ?? null,
      lastMessageStatus: newest?.status ?? null,
      clientReaction: newest?.clientReaction ?? null,
      clientReactionTo: newest?.id ?? null,
      unreadCount,
    },
  });
}
