import { Prisma, type ScopedTransaction } from '@soul-kg-crm/database';
import type { AgentState } from '@soul-kg-crm/shared/enums';
import { sharedNow } from '@soul-kg-crm/shared/ids';
import * as z from 'zod';
import { type ActivityEntry, recordActivities, recordActivity } from '../activity/record-activity.ts';
import { announce } from '../realtime/announce.ts';

/** Of so many conversations that need a person at once somebody is called; the others stand in the inbox beside them. */
const MOST_CALLED = 10;

/** Code of a conversation that was handed over because its answer was taken back with all others. */
export const ANSWER_TAKEN_BACK = 'ANSWER_TAKEN_BACK';

/** An agent wants a person to go on, or cannot. */
export async function handOver(
  tx: ScopedTransaction,
  conversationId: string,
  reason: string | null,
): Promise<void> {
  const isNews = await changeAgentState(tx, conversationId, 'HANDED_OVER', { byId: null, reason });
  if (isNews) await announce(tx, { kind: 'conversation.handed_over', conversationId });
}

/** The same in any number of conversations at once, where they are open and the agent's. */
export async function handOverAll(
  tx: ScopedTransaction,
  conversationIds: readonly string[],
  reason: string,
): Promise<void> {
  const rows = await tx.raw(Prisma.sql`
    WITH held AS MATERIALIZED (
      SELECT id FROM conversations
      WHERE organization_id = ${tx.organizationId}::uuid AND id = ANY(${[...conversationIds]}::uuid[])
        AND agent_state = 'ACTIVE' AND status <> 'CLOSED'
      ORDER BY id FOR NO KEY UPDATE
    )
    UPDATE conversations c SET agent_state = 'HANDED_OVER', agent_state_at = now(), agent_state_by_id = NULL,
      agent_state_reason = ${reason}, updated_at = now()
    FROM held WHERE c.id = held.id RETURNING c.id`);
  const ids = changed.parse(rows).map(({ id }) => id);
  const called = ids.slice(0, MOST_CALLED);
  await announce(
    tx,
    ...ids.map((conversationId) => ({ kind: 'conversation.updated', conversationId }) as const),
    ...called.map((conversationId) => ({ kind: 'conversation.handed_over', conversationId }) as const),
  );
  const cause = { byId: null, reason };
  await recordActivities(
    tx,
    ids.map((id) => entryOf(id, 'HANDED_OVER', cause)),
  );
}

const changed = z.array(z.object({ id: z.uuid() }));

interface Cause {
  byId: string | null;
  reason: string | null;
  isProgram?: boolean;
  /** Changed only where it is this by now. */
  from?: AgentState;
}

/** Says who answers in a conversation; gives whether it was another one before. */
export async function changeAgentState(
  tx: ScopedTransaction,
  conversationId: string,
  agentState: AgentState,
  cause: Cause,
): Promise<boolean> {
  const { byId, reason, from } = cause;
  const { count } = await tx.db.conversation.updateMany({
    where: { id: conversationId, agentState: from ?? { not: agentState } },
    data: { agentState, agentStateAt: sharedNow(), agentStateById: byId, agentStateReason: reason },
  });
  if (count === 0) return false;
  await announce(tx, { kind: 'conversation.updated', conversationId });
  await recordActivity(tx, entryOf(conversationId, agentState, cause));
  return true;
}

function entryOf(
  conversationId: string,
  agentState: AgentState,
  { byId, reason, isProgram = false }: Cause,
): ActivityEntry {
  return {
    actorId: byId,
    action: 'conversation.agent_state_changed',
    targetType: 'conversation',
    targetId: conversationId,
    details: { agentState, ...(reason !== null && { reason }), ...(isProgram && { by: 'program' }) },
  };
}
