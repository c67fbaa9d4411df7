import type { Scope, ScopedTransaction } from '@soul-kg-crm/database';
import { findUnanswerable } from '../channels/require-answerable.ts';
import { queueIn } from '../outbound/queue-message.ts';
import { getAgentSettings } from '../settings/agent-settings.ts';
import type { AgentDecision } from './agent.ts';
import { lockAgent, lockAgentSettings, lockConversation } from './agent-lock.ts';
import { replyIdOf } from './agent-reply.ts';
import { ANSWER_NOT_SENT } from './answer-not-sent.ts';
import { handOver } from './hand-over.ts';
import { type ClaimedTurn, stillOpen } from './read-turn.ts';
import { extendTurn } from './schedule-turn.ts';
import { ANSWER_TOO_LATE, isTooLate } from './too-late.ts';
import { answersTooOften, TOO_MANY_ANSWERS } from './too-many-answers.ts';

/**
 * `superseded`: the customer wrote on, and all of it is answered in the next turn. `silenced`: a person took over, agents
 * were switched off, or the number was deleted.
 */
export type TurnOutcome = 'replied' | 'handedOver' | 'nothing' | 'superseded' | 'silenced';

/**
 * Does what an agent decided, in one transaction that looks once more whether it is still wanted. The turn goes in the
 * same transaction as the answer comes, so a burst is answered once, whoever dies when.
 */
export async function settleTurn(
  scope: Scope,
  turn: ClaimedTurn,
  agentType: string,
  decision: AgentDecision,
): Promise<TurnOutcome> {
  const { conversationId } = turn;
  return scope.transaction(async (tx) => {
    await lockAgentSettings(tx);
    await lockAgent(tx, conversationId);
    const conversation = await lockConversation(tx, conversationId);
    const open = await tx.db.agentTurn.findFirst({ where: stillOpen(turn) });
    if (!open) return release(tx, turn);
    if (await extendTurn(tx, open)) return 'superseded';
    await tx.db.agentTurn.deleteMany({ where: { conversationId } });
    const settings = await getAgentSettings(tx);
    if (conversation?.agentState !== 'ACTIVE' || settings.agentType === null) return 'silenced';
    if (isTooLate(open)) {
      await handOver(tx, conversationId, ANSWER_TOO_LATE);
      return 'handedOver';
    }
    const problem = await findUnanswerable(tx, conversation.channelId);
    // Nobody could answer either.
    if (problem === 'CHANNEL_DELETED') return 'silenced';
    if (problem) {
      await handOver(tx, conversationId, ANSWER_NOT_SENT);
      return 'handedOver';
    }
    if (settings.agentType !== agentType) return 'silenced';
    if (decision.kind === 'nothing') return 'nothing';
    if (await answersTooOften(tx, conversation)) {
      await handOver(tx, conversationId, TOO_MANY_ANSWERS);
      return 'handedOver';
    }
    if (decision.content !== undefined) {
      const clientMessageId = replyIdOf(agentType, open.upToMessageId);
      await queueIn(tx, {
        ...{ conversationId, clientMessageId, content: decision.content },
        ...{ sender: 'AI', senderId: agentType },
      });
    }
    if (decision.kind === 'reply') return 'replied';
    await handOver(tx, conversationId, decision.reason ?? null);
    return 'handedOver';
  });
}

/** Takes a turn back that nobody thinks about any more, so that it need not wait until its claim ends. */
async function release(tx: ScopedTransaction, turn: ClaimedTurn): Promise<TurnOutcome> {
  const { conversationId, claimId } = turn;
  const released = await tx.db.agentTurn.updateMany({
    where: { conversationId, claimId },
    data: { claimId: null, claimedUntil: null },
  });
  return released.count > 0 ? 'superseded' : 'silenced';
}
