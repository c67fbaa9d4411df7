import type { ScopedTransaction } from '@soul-kg-crm/database';
import type { AgentState } from '@soul-kg-crm/shared/enums';
import { recordActivity } from '../activity/record-activity.ts';
import { announce } from '../realtime/announce.ts';

/** An agent wants a person to go on, or cannot. */
export async function handOver(
  tx: ScopedTransaction,
  conversationId: string,
  reason: string | null,
): Promise<void> {
  const isNews = await changeAgentState(tx, conversationId, 'HANDED_OVER', { byId: null, reason });
  if (isNews) await announce(tx, { kind: 'conversation.handed_over', conversationId });
}

interface Cause {
  byId: string | null;
  reason: string | null;
  isProgram?: boolean;
}

/** Says who answers in a conversation; gives whether it was another one before. */
export async function changeAgentState(
  tx: ScopedTransaction,
  conversationId: string,
  agentState: AgentState,
  { byId, reason, isProgram = false }: Cause,
): Promise<boolean> {
  const { count } = await tx.db.conversation.updateMany({
    where: { id: conversationId, agentState: { not: agentState } },
    data: { agentState, agentStateAt: new Date(), agentStateById: byId, agentStateReason: reason },
  });
  if (count === 0) return false;
  await announce(tx, { kind: 'conversation.updated', conversationId });
  await recordActivity(tx, {
    actorId: byId,
    action: 'conversation.agent_state_changed',
    targetType: 'conversation',
    targetId: conversationId,
    details: { agentState, ...(reason !== null && { reason }), ...(isProgram && { by: 'program' }) },
  });
  return true;
}
