import type { Conversation, ScopedTransaction } from '@soul-kg-crm/database';
import { newId } from '@soul-kg-crm/shared/ids';

/** The conversation with a client on a channel; two that make it at once make one. */
export async function findOrCreateConversation(
  tx: ScopedTransaction,
  key: { channelId: string; clientId: string; chatId: string },
): Promise<Conversation> {
  const { channelId, clientId, chatId } = key;
  const where = { channelId, clientId };
  const existing = await tx.db.conversation.findFirst({ where });
  if (existing) return existing;
  await tx.db.conversation.createMany({
    data: [{ id: newId(), channelId, clientId, providerChatId: chatId }],
    skipDuplicates: true,
  });
  return tx.db.conversation.findFirstOrThrow({ where });
}
