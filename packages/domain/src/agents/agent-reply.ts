import { type Message, Prisma, type ScopedTransaction } from '@soul-kg-crm/database';
import { announceStatus } from '../outbound/announce-status.ts';
import { CANCELLED } from '../outbound/end-as-taken-back.ts';
import { saidByAgent } from './agent-notice.ts';

/** Of the caller's ids of agents' answers; behind it the agent's type and the last message that is answered. */
export const REPLY_PREFIX = 'agent-reply/';

/** The caller's id of an agent's answer: to the same burst there is one. */
export function replyIdOf(agentType: string, upToMessageId: string): string {
  return `${REPLY_PREFIX}${agentType}/${upToMessageId}`;
}

/** Of messages: agents' answers; not what programs say as agents. */
export const answeredByAgent = {
  sender: 'AI',
  clientMessageId: { startsWith: REPLY_PREFIX },
} satisfies Prisma.MessageWhereInput;

/** The same of the columns of `messages`. */
export const ANSWERED_BY_AGENT = Prisma.sql`(sender = 'AI' AND coalesce(client_message_id LIKE ${`${REPLY_PREFIX}%`}, false))`;

/** Whether a message is an agent's answer; what a program says as an agent is none. */
export function isAgentsAnswer({
  sender,
  clientMessageId,
}: Pick<Message, 'sender' | 'clientMessageId'>): boolean {
  return sender === 'AI' && clientMessageId?.startsWith(REPLY_PREFIX) === true;
}

/** Takes back what agents have said here and what has not begun to leave. */
export async function cancelReplies(tx: ScopedTransaction, conversationId: string): Promise<void> {
  await cancelSaid(tx, { conversationId, ...saidByAgent });
}

/** Takes back what agents have answered here; not what programs say as agents. */
export async function cancelAnswers(tx: ScopedTransaction, conversationId: string): Promise<void> {
  await cancelSaid(tx, { conversationId, ...answeredByAgent });
}

async function cancelSaid(tx: ScopedTransaction, where: Prisma.MessageWhereInput): Promise<void> {
  // Waits for whoever is just claiming one of them, and then finds it SENDING.
  const cancelled = await tx.db.message.updateManyAndReturn({
    where: { ...where, status: 'PENDING' },
    data: { status: 'FAILED', errorCode: CANCELLED, errorMessage: null },
  });
  for (const message of cancelled) await announceStatus(tx, message, 'FAILED');
}
