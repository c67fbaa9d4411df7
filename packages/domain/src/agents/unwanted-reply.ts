import type { Prisma, ScopedTransaction } from '@soul-kg-crm/database';
import { SEND_PRIORITY } from '@soul-kg-crm/queue/catalogue';
import { lockAgent } from './agent-lock.ts';
import { REPLY_PREFIX } from './agent-reply.ts';

/**
 * Whether a message is an agent's answer that was leaving when a person took over, or answered; one that a person sends
 * again since then is theirs. Asked before anything is locked; until the transaction ends, nobody takes over.
 */
export async function isUnwantedReply(tx: ScopedTransaction, messageId: string): Promise<boolean> {
  const reply = await tx.db.message.findFirst({
    where: { id: messageId, sender: 'AI', clientMessageId: { startsWith: REPLY_PREFIX } },
    select: { conversationId: true, claimedAt: true },
  });
  if (!reply?.claimedAt) return false;
  const { conversationId, claimedAt } = reply;
  await lockAgent(tx, conversationId);
  const isTakenOver = { agentState: 'TAKEN_OVER', agentStateAt: { gte: claimedAt } } as const;
  // The conversation may be closed or given back by now, and where agents are off nobody takes over: the answer still counts.
  const isAnswered = { messages: { some: personsAnswerSince(claimedAt) } };
  const where = { id: conversationId, OR: [isTakenOver, isAnswered] };
  return (await tx.db.conversation.findFirst({ where, select: { id: true } })) !== null;
}

/** Here, at a person's priority, unlike what many get at once; or on the phone itself, where nothing was tried by us. */
function personsAnswerSince(moment: Date): Prisma.MessageWhereInput {
  // WhatsApp's times have whole seconds.
  const second = new Date(moment.getTime() - moment.getMilliseconds());
  return {
    sender: 'HUMAN',
    direction: 'OUTGOING',
    OR: [
      { priority: { gte: SEND_PRIORITY.urgent }, createdAt: { gte: moment } },
      { attempts: 0, providerMessageId: { not: null }, createdAt: { gte: second } },
    ],
  };
}
