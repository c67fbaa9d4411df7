import type { ScopedTransaction } from '@soul-kg-crm/database';
import { lockAgent } from './agent-lock.ts';
import { REPLY_PREFIX } from './agent-reply.ts';

/**
 * Whether a message is an agent's answer that was leaving when a person took over; one that a person sends again since then
 * is theirs. Asked before anything is locked; until the transaction ends, nobody takes over.
 */
export async function isUnwantedReply(tx: ScopedTransaction, messageId: string): Promise<boolean> {
  const reply = await tx.db.message.findFirst({
    where: { id: messageId, sender: 'AI', clientMessageId: { startsWith: REPLY_PREFIX } },
    select: { conversationId: true, claimedAt: true },
  });
  if (!reply?.claimedAt) return false;
  const { conversationId, claimedAt } = reply;
  await lockAgent(tx, conversationId);
  const where = { id: conversationId, agentState: 'TAKEN_OVER', agentStateAt: { gte: claimedAt } } as const;
  return (await tx.db.conversation.findFirst({ where, select: { id: true } })) !== null;
}
