import { type Message, Prisma, type ScopedTransaction } from '@soul-kg-crm/database';
import * as z from 'zod';
import { refreshPreview } from '../conversations/refresh-preview.ts';
import { announce } from '../realtime/announce.ts';

const rows = z.array(z.object({ id: z.uuid(), conversation_id: z.uuid() }));

/**
 * Takes what a broadcast has in the lane out of it again: messages that nobody has claimed vanish, and their recipients
 * wait as before, for the text that somebody may have changed. The few that are just being sent stay, and come
 * back by `whyUnwanted` where they do not leave. Locks messages, then conversations, as everybody does.
 */
export async function takeBack(tx: ScopedTransaction, broadcastId: string): Promise<void> {
  const messages = rows.parse(
    await tx.raw(Prisma.sql`
      SELECT m.id, m.conversation_id FROM messages m JOIN broadcast_recipients r ON r.message_id = m.id
      WHERE r.organization_id = ${tx.organizationId}::uuid AND r.broadcast_id = ${broadcastId}::uuid
        AND m.status = 'PENDING'
      ORDER BY m.id FOR UPDATE OF m`),
  );
  await freeRecipients(
    tx,
    broadcastId,
    messages.map(({ id, conversation_id }) => ({ id, conversationId: conversation_id })),
  );
}

/** The same with these messages of a broadcast, held by the caller, that certainly have not left. */
export async function freeRecipients(
  tx: ScopedTransaction,
  broadcastId: string,
  messages: readonly Pick<Message, 'id' | 'conversationId'>[],
): Promise<void> {
  if (messages.length === 0) return;
  const ids = messages.map(({ id }) => id);
  const conversationIds = [...new Set(messages.map(({ conversationId }) => conversationId))];
  await lockConversations(tx, conversationIds);
  await letWait(tx, broadcastId, ids);
  await tx.db.message.deleteMany({ where: { id: { in: ids } } });
  // What was begun for this message alone is not there without it.
  await tx.db.conversation.deleteMany({ where: { id: { in: conversationIds }, messages: { none: {} } } });
  const showingThem = await tx.db.conversation.findMany({
    where: { id: { in: conversationIds }, lastMessageId: { in: ids } },
    select: { id: true, unreadCount: true },
  });
  for (const { id, unreadCount } of showingThem) await refreshPreview(tx, id, unreadCount);
  await announce(tx, {
    kind: 'messages.updated',
    messages: messages.map(({ id, conversationId }) => ({ conversationId, messageId: id, isNewest: true })),
  });
}

async function letWait(tx: ScopedTransaction, broadcastId: string, messageIds: string[]): Promise<void> {
  await tx.raw(Prisma.sql`
    UPDATE broadcast_recipients r SET message_id = NULL, taken_at = NULL,
      content = CASE WHEN m.content <> coalesce(r.content, b.content) THEN m.content ELSE r.content END
    FROM messages m, broadcasts b
    WHERE r.organization_id = ${tx.organizationId}::uuid AND r.broadcast_id = ${broadcastId}::uuid
      AND r.message_id = ANY(${messageIds}::uuid[]) AND m.id = r.message_id AND b.id = r.broadcast_id`);
}

/** Against everybody: a message that comes to an empty conversation meanwhile would vanish with it. */
async function lockConversations(tx: ScopedTransaction, ids: string[]): Promise<void> {
  await tx.raw(Prisma.sql`
    SELECT id FROM conversations WHERE organization_id = ${tx.organizationId}::uuid AND id = ANY(${ids}::uuid[])
    ORDER BY id FOR UPDATE`);
}
