import type { ScopedTransaction } from '@soul-kg-crm/database';
import { lockMessage } from '../outbound/lock-message.ts';
import { previewOf } from './show-newest.ts';

/**
 * Shows anew what is newest in a conversation, whose row the caller holds and whose messages were moved; nothing in it counts
 * as unread, unless told. Whoever is just changing that message is waited for: they do not find it as the newest yet.
 */
export async function refreshPreview(
  tx: ScopedTransaction,
  conversationId: string,
  unreadCount = 0,
): Promise<void> {
  const found = await tx.db.message.findFirst({ where: { conversationId }, orderBy: { id: 'desc' } });
  const newest = found && (await lockMessage(tx, found.id));
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
