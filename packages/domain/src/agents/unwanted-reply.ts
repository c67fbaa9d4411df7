import { Prisma, type ScopedTransaction } from '@soul-kg-crm/database';
import { lockAgent } from './agent-lock.ts';
import { saidByAgent } from './agent-notice.ts';
import { isAgentsAnswer } from './agent-reply.ts';
import { WRITTEN_HERE, WRITTEN_ON_PHONE } from './persons-answer.ts';

/**
 * Whether a message is an agent's that was leaving when a person took over, or answered, or an agent's answer in a
 * conversation that was closed; one that a person sends again since then is theirs. Asked before anything is locked; until
 * the transaction ends, nobody takes over, and nobody closes.
 */
export async function isUnwantedReply(tx: ScopedTransaction, messageId: string): Promise<boolean> {
  const reply = await tx.db.message.findFirst({
    where: { id: messageId, ...saidByAgent },
    select: { sender: true, clientMessageId: true, conversationId: true, claimedAt: true, adoptedAt: true },
  });
  if (!reply?.claimedAt) return false;
  const { conversationId, claimedAt } = reply;
  await lockAgent(tx, conversationId);
  const endsWithTalk = isAgentsAnswer(reply) && reply.adoptedAt === null;
  // The conversation may be closed or given back by now, and where agents are off nobody takes over: the answer still counts.
  // WhatsApp's times have whole seconds.
  const rows = await tx.raw(Prisma.sql`
    SELECT c.id FROM conversations c
    WHERE c.organization_id = ${tx.organizationId}::uuid AND c.id = ${conversationId}::uuid
      AND (c.status = 'CLOSED' AND ${endsWithTalk}
        OR c.agent_state = 'TAKEN_OVER' AND c.agent_state_at >= ${claimedAt}
        OR EXISTS (SELECT FROM messages
          WHERE organization_id = ${tx.organizationId}::uuid AND conversation_id = c.id
          AND (${WRITTEN_HERE} AND created_at >= ${claimedAt}
            OR ${WRITTEN_ON_PHONE} AND created_at >= date_trunc('second', ${claimedAt}::timestamptz))))`);
  return rows.length > 0;
}
