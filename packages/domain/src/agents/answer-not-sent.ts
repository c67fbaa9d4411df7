import type { Message, Prisma, ScopedTransaction } from '@soul-kg-crm/database';
import { written } from '../inbound/written.ts';
import { announce } from '../realtime/announce.ts';
import { answeredByAgent, isAgentsAnswer } from './agent-reply.ts';
import { ANSWER_TAKEN_BACK, changeAgentState, handOverAll } from './hand-over.ts';
import { ANSWER_TOO_LATE } from './too-late.ts';

/** Code of a conversation that was handed over because its answer did not reach the customer. */
export const ANSWER_NOT_SENT = 'ANSWER_NOT_SENT';
/** Code of one of which that turned out to be wrong, and in which the customer has written on meanwhile. */
const ANSWER_SENT_AFTER_ALL = 'ANSWER_SENT_AFTER_ALL';

type Failed = Pick<Message, 'sender' | 'clientMessageId' | 'adoptedAt' | 'conversationId'>;

/**
 * A message, held by `lockMessage`, has failed: where it was an agent's answer, the customer has none and nobody else would
 * give it, so that a person is asked. Not of what somebody edited or sent again: that is theirs.
 */
export async function askPersonInstead(tx: ScopedTransaction, message: Failed): Promise<void> {
  if (!isAgentsAnswer(message) || message.adoptedAt !== null) return;
  await handOverAll(tx, [message.conversationId], ANSWER_NOT_SENT);
}

/**
 * A message, held by `lockMessage`, had failed and turns out to have left: where a person was asked for want of this answer,
 * nobody has to give one any more. What the customer has written since was given to no agent, and waits for a person still.
 */
export async function askPersonNoMore(
  tx: ScopedTransaction,
  message: Pick<Message, 'id' | 'sender' | 'clientMessageId' | 'conversationId'>,
): Promise<void> {
  if (!isAgentsAnswer(message)) return;
  const { id, conversationId } = message;
  const asked = {
    id: conversationId,
    agentState: 'HANDED_OVER',
    agentStateReason: { in: [ANSWER_NOT_SENT, ANSWER_TOO_LATE, ANSWER_TAKEN_BACK] },
  } satisfies Prisma.ConversationWhereInput;
  const conversation = await tx.db.conversation.findFirst({ where: asked });
  if (!conversation || (await isOtherMissing(tx, message, conversation.agentStateAt))) return;
  const since = { conversationId, direction: 'INCOMING', ...written, id: { gt: id } } as const;
  if ((await tx.db.message.count({ where: since })) === 0) {
    await changeAgentState(tx, conversationId, 'ACTIVE', { byId: null, reason: null, from: 'HANDED_OVER' });
    return;
  }
  const data = { agentStateReason: ANSWER_SENT_AFTER_ALL };
  const { count } = await tx.db.conversation.updateMany({ where: asked, data });
  if (count > 0) await announce(tx, { kind: 'conversation.updated', conversationId });
}

/** What failed by the same transaction is noted a moment before it. */
const MOMENT_MS = 60_000;

/** Whether the customer lacks another answer, for which a person was asked. */
async function isOtherMissing(
  tx: ScopedTransaction,
  { id, conversationId }: Pick<Message, 'id' | 'conversationId'>,
  askedAt: Date | null,
): Promise<boolean> {
  const updatedAt = { gte: new Date((askedAt?.getTime() ?? 0) - MOMENT_MS) };
  const where = { conversationId, status: 'FAILED', adoptedAt: null, updatedAt, id: { not: id } } as const;
  return (await tx.db.message.count({ where: { ...where, ...answeredByAgent } })) > 0;
}
