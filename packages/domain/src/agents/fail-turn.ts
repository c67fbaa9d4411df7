import type { Scope } from '@soul-kg-crm/database';
import { lockAgent, lockConversation } from './agent-lock.ts';
import { handOver } from './hand-over.ts';
import { type ClaimedTurn, stillOpen } from './read-turn.ts';

/** After so many attempts a person is asked to go on. */
export const MAX_TURN_ATTEMPTS = 3;
const FIRST_RETRY_MS = 2_000;

/** Code of a conversation that was handed over because its agent did not work. */
const AGENT_FAILED = 'AGENT_FAILED';

/** The agent did not work: it is asked again later, and after its last attempt a person is. */
export async function failTurn(scope: Scope, turn: ClaimedTurn): Promise<'retried' | 'handedOver'> {
  const { conversationId, attempts } = turn;
  return scope.transaction(async (tx) => {
    await lockAgent(tx, conversationId);
    if (attempts < MAX_TURN_ATTEMPTS) {
      const dueAt = new Date(Date.now() + FIRST_RETRY_MS * 2 ** (attempts - 1));
      await tx.db.agentTurn.updateMany({ where: stillOpen(turn), data: { dueAt } });
      await tx.db.agentTurn.updateMany({ where: ours(turn), data: { claimId: null, claimedUntil: null } });
      return 'retried';
    }
    const conversation = await lockConversation(tx, conversationId);
    const { count } = await tx.db.agentTurn.deleteMany({ where: stillOpen(turn) });
    if (count > 0 && conversation?.agentState === 'ACTIVE') await handOver(tx, conversationId, AGENT_FAILED);
    else await tx.db.agentTurn.updateMany({ where: ours(turn), data: { claimId: null, claimedUntil: null } });
    return 'handedOver';
  });
}

/** Nobody is to blame (the worker stops): the turn is free for another at once, and the attempt does not count. */
export async function giveTurnBack({ db }: Scope, turn: ClaimedTurn): Promise<void> {
  await db.agentTurn.updateMany({
    where: ours(turn),
    data: { claimId: null, claimedUntil: null, attempts: { decrement: 1 } },
  });
}

function ours({ conversationId, claimId }: ClaimedTurn) {
  return { conversationId, claimId };
}
