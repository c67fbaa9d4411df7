import type { ScopedTransaction } from '@soul-kg-crm/database';
import { Problem } from '@soul-kg-crm/shared/problems';
import { getAgentSettings } from '../settings/agent-settings.ts';
import { lockAgent } from './agent-lock.ts';
import { cancelAnswers, cancelReplies } from './agent-reply.ts';
import { changeAgentState } from './hand-over.ts';

/** A person answers: from now on no agent does. Called before the answer itself is written. */
export async function takeOverByAnswering(
  tx: ScopedTransaction,
  conversationId: string,
  personId: string | null,
): Promise<void> {
  if ((await getAgentSettings(tx)).agentType !== null) return takeOver(tx, conversationId, personId);
  await lockAgent(tx, conversationId);
  // An agent that was switched off since may have answered already.
  await cancelReplies(tx, conversationId);
  // Where no agent is on there is nothing to take over, and one that is switched on later shall answer. What an agent
  // handed over before it was switched off has its answer now.
  await tx.db.conversation.updateMany({
    where: { id: conversationId, agentState: 'HANDED_OVER' },
    data: {
      agentState: 'ACTIVE',
      agentStateAt: new Date(),
      agentStateById: personId,
      agentStateReason: null,
    },
  });
  await tx.db.agentTurn.deleteMany({ where: { conversationId } });
}

/**
 * Silences agents in a conversation at once: what they think about is thrown away, what has not left is taken back.
 * `isProgram`: nobody's name is known since a program says so for its people, and not since somebody answers on the phone.
 */
export async function takeOver(
  tx: ScopedTransaction,
  conversationId: string,
  personId: string | null,
  isProgram = false,
): Promise<void> {
  await lockAgent(tx, conversationId);
  await cancelReplies(tx, conversationId);
  await changeAgentState(tx, conversationId, 'TAKEN_OVER', { byId: personId, reason: null, isProgram });
  await tx.db.agentTurn.deleteMany({ where: { conversationId } });
}

/** Throws TAKEN_OVER where a person answers; until the transaction ends, nobody takes over. */
export async function requireNotTakenOver(tx: ScopedTransaction, conversationId: string): Promise<void> {
  await lockAgent(tx, conversationId);
  const where = { id: conversationId, agentState: 'TAKEN_OVER' } as const;
  const taken = await tx.db.conversation.findFirst({ where, select: { id: true } });
  if (taken) throw new Problem('TAKEN_OVER');
}

/** Agents answer again, from the customer's next message on. */
export async function giveBack(
  tx: ScopedTransaction,
  conversationId: string,
  personId: string | null,
): Promise<void> {
  await lockAgent(tx, conversationId);
  await changeAgentState(tx, conversationId, 'ACTIVE', { byId: personId, reason: null });
}

/**
 * A person has done with the conversation: what has come until now waits for no agent, and what one has answered does not
 * leave any more. The customer's next message is for the agent again.
 */
export async function endTurn(
  tx: ScopedTransaction,
  conversationId: string,
  personId: string | null,
): Promise<void> {
  await lockAgent(tx, conversationId);
  // Messages, then conversations, as everybody does.
  await cancelAnswers(tx, conversationId);
  await giveBack(tx, conversationId, personId);
  await tx.db.agentTurn.deleteMany({ where: { conversationId } });
}
