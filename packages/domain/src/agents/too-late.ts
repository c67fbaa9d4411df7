import type { AgentTurn, Message, ScopedTransaction } from '@soul-kg-crm/database';
import { endAsTakenBack } from '../outbound/end-as-taken-back.ts';
import { lockAgent } from './agent-lock.ts';
import { isAgentsAnswer } from './agent-reply.ts';
import { handOver } from './hand-over.ts';

/** A question that is older when it gets here (read after an absence), or when its answer would go out, is left to people. */
export const LIVE_MS = 10 * 60_000;

/** Code of a conversation that was handed over because no worker ran, or nothing could be sent, while its answer was due. */
export const ANSWER_TOO_LATE = 'ANSWER_TOO_LATE';

/** Whether a turn has waited for so long, because no worker ran, that an answer by itself would surprise. */
export function isTooLate({ startedAt }: Pick<AgentTurn, 'startedAt'>): boolean {
  return Date.now() - startedAt.getTime() > LIVE_MS;
}

type Reply = Pick<Message, 'createdAt' | 'adoptedAt'>;

/**
 * The same of an answer that has not left, however often it was tried. Whoever edits it, or sends it again, makes it theirs:
 * for what a person says it is never too late. `noteSends` has the same rule in SQL.
 */
export function isLateReply({ createdAt, adoptedAt }: Reply): boolean {
  return adoptedAt === null && Date.now() - createdAt.getTime() > LIVE_MS;
}

/** Whether a message is such an answer. Asked before anything is locked; until the transaction ends, nobody takes over. */
export async function lockLateReply(tx: ScopedTransaction, messageId: string): Promise<boolean> {
  const reply = await tx.db.message.findUnique({ where: { id: messageId } });
  if (!reply || !isAgentsAnswer(reply) || !isLateReply(reply)) return false;
  await lockAgent(tx, reply.conversationId);
  return true;
}

/** Takes back an answer, held by `lockMessage`, for which it is too late, and asks a person to give one. */
export async function endAsTooLate(
  tx: ScopedTransaction,
  message: Pick<Message, 'id' | 'conversationId'>,
): Promise<void> {
  await endAsTakenBack(tx, message);
  const { conversationId } = message;
  const where = { id: conversationId, agentState: 'ACTIVE', status: { not: 'CLOSED' } } as const;
  const isOpen = await tx.db.conversation.findFirst({ where, select: { id: true } });
  if (isOpen) await handOver(tx, conversationId, ANSWER_TOO_LATE);
}
