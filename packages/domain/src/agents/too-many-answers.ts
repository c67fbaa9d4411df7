import type { Conversation, ScopedTransaction } from '@soul-kg-crm/database';
import { lowestIdAt } from '../paging/lowest-id-at.ts';
import { answeredByAgent } from './agent-reply.ts';

/** Code of a conversation that was handed over because its agent went on answering. */
export const TOO_MANY_ANSWERS = 'TOO_MANY_ANSWERS';

/** No customer is answered more often; a program at the other end (a menu, an absence text) answers each answer. */
const MOST_ANSWERS = 30;
const WITHIN_MS = 3_600_000;

/**
 * Whether an agent has answered so often in a conversation that it must talk to a program: the two would go on until the
 * organisation's limit of the day is used up, for its people's answers as well. Counted anew where somebody gives it back.
 */
export async function answersTooOften(
  tx: ScopedTransaction,
  { id: conversationId, agentStateAt }: Pick<Conversation, 'id' | 'agentStateAt'>,
): Promise<boolean> {
  const sinceMs = Math.max(Date.now() - WITHIN_MS, agentStateAt?.getTime() ?? 0);
  const answers = await tx.db.message.findMany({
    where: { conversationId, id: { gte: lowestIdAt(sinceMs) }, ...answeredByAgent },
    select: { id: true },
    take: MOST_ANSWERS,
  });
  return answers.length === MOST_ANSWERS;
}
