import type { Message, ScopedTransaction } from '@soul-kg-crm/database';
import { isAgentsAnswer } from './agent-reply.ts';
import { handOverAll } from './hand-over.ts';

/** Code of a conversation that was handed over because its answer did not reach the customer. */
const ANSWER_NOT_SENT = 'ANSWER_NOT_SENT';

type Failed = Pick<Message, 'sender' | 'clientMessageId' | 'adoptedAt' | 'conversationId'>;

/**
 * A message, held by `lockMessage`, has failed: where it was an agent's answer, the customer has none and nobody else would
 * give it, so that a person is asked. Not of what somebody edited or sent again: that is theirs.
 */
export async function askPersonInstead(tx: ScopedTransaction, message: Failed): Promise<void> {
  if (!isAgentsAnswer(message) || message.adoptedAt !== null) return;
  await handOverAll(tx, [message.conversationId], ANSWER_NOT_SENT);
}
