import { type AgentTurn, type Message, Prisma, type ScopedTransaction } from '@soul-kg-crm/database';
import { written } from '../inbound/written.ts';
import { ANSWERED_BY_AGENT } from './agent-reply.ts';
import { handOverAll } from './hand-over.ts';
import { WRITTEN_BY_PERSON } from './persons-answer.ts';
import { LONGEST_WAIT_MS, replyDelayMs } from './reply-delay.ts';
import { LIVE_MS } from './too-late.ts';

/** Of a message that is followed late, the answer is looked for among so many. */
const ANSWERED_AMONG = 30;

/**
 * Notes that a customer's message waits for an agent; a further one of the same burst moves the moment of the answer.
 * Changes nothing where no agent is switched on, a person answers, or somebody has closed the conversation since. The caller holds the conversation's row, as whoever
 * settles a turn does.
 */
export async function scheduleTurn(
  tx: ScopedTransaction,
  message: Pick<Message, 'id' | 'conversationId'>,
  sentAtMs: number,
): Promise<void> {
  const now = Date.now();
  if (now - sentAtMs > LIVE_MS) return;
  const dueAt = new Date(now + replyDelayMs(Math.random()));
  await tx.raw(Prisma.sql`
    INSERT INTO agent_turns AS turn
      (conversation_id, organization_id, first_message_id, up_to_message_id, started_at, due_at)
    SELECT conversation.id, conversation.organization_id, ${message.id}::uuid, ${message.id}::uuid,
      ${new Date(now)}::timestamptz, ${dueAt}::timestamptz
    FROM conversations conversation JOIN organizations organization ON organization.id = conversation.organization_id
    WHERE conversation.organization_id = ${tx.organizationId}::uuid
      AND conversation.id = ${message.conversationId}::uuid
      AND conversation.agent_state = 'ACTIVE' AND conversation.status <> 'CLOSED'
      AND organization.settings #>> '{agents,agentType}' IS NOT NULL
      AND NOT ${isAnswered(tx.organizationId, message)}
    ON CONFLICT (conversation_id) DO UPDATE SET
      first_message_id = least(turn.first_message_id, excluded.first_message_id),
      up_to_message_id = greatest(turn.up_to_message_id, excluded.up_to_message_id),
      due_at = least(excluded.due_at, turn.started_at + make_interval(secs => ${LONGEST_WAIT_MS / 1000})),
      generation = turn.generation + 1,
      attempts = 0`);
}

/**
 * A message stands in the conversation before its turn is noted. Whoever is about to answer without it takes it into the
 * turn instead, and lets the burst go on; true where there is one. The caller holds the conversation's row.
 */
export async function extendTurn(tx: ScopedTransaction, turn: AgentTurn): Promise<boolean> {
  const { conversationId, startedAt, generation } = turn;
  const newest = await tx.db.message.findFirst({
    where: { conversationId, direction: 'INCOMING', ...written, id: { gt: turn.upToMessageId } },
    orderBy: { id: 'desc' },
    select: { id: true },
  });
  if (!newest) return false;
  const dueAtMs = Date.now() + replyDelayMs(Math.random());
  const data = {
    upToMessageId: newest.id,
    dueAt: new Date(Math.min(dueAtMs, startedAt.getTime() + LONGEST_WAIT_MS)),
    generation: generation + 1,
    attempts: 0,
    claimId: null,
    claimedUntil: null,
  };
  await tx.db.agentTurn.updateMany({ where: { conversationId }, data });
  return true;
}

/**
 * A customer's message that waits for an agent was corrected or deleted: what was thought of it is thrown away, and the
 * burst goes on for a moment. The caller has changed the message; whoever settles the turn is waited for.
 */
export async function reviseTurn(
  tx: ScopedTransaction,
  { id, conversationId }: Pick<Message, 'id' | 'conversationId'>,
): Promise<void> {
  const dueAt = new Date(Date.now() + replyDelayMs(Math.random()));
  await tx.raw(Prisma.sql`
    SELECT id FROM conversations
    WHERE organization_id = ${tx.organizationId}::uuid AND id = ${conversationId}::uuid FOR NO KEY UPDATE`);
  await tx.raw(Prisma.sql`
    UPDATE agent_turns SET
      due_at = least(${dueAt}::timestamptz, started_at + make_interval(secs => ${LONGEST_WAIT_MS / 1000})),
      generation = generation + 1, attempts = 0
    WHERE organization_id = ${tx.organizationId}::uuid AND conversation_id = ${conversationId}::uuid
      AND ${id}::uuid BETWEEN first_message_id AND up_to_message_id`);
}

/** Code of a conversation that was handed over because a message of it could be read only after its answer. */
const READ_LATE = 'READ_LATE';

/**
 * A message that came unreadable can be read by now: where an agent has answered it, or a later one, without, a person is to
 * look whether that was the answer. The caller holds the conversation's row.
 */
export async function askPersonWhereReadLate(
  tx: ScopedTransaction,
  message: Pick<Message, 'id' | 'conversationId'>,
  sentAtMs: number,
): Promise<void> {
  if (Date.now() - sentAtMs > LIVE_MS) return;
  const { organizationId } = tx;
  const rows = await tx.raw(Prisma.sql`
    SELECT id FROM organizations
    WHERE id = ${organizationId}::uuid AND settings #>> '{agents,agentType}' IS NOT NULL
      AND ${hasAnswer(organizationId, message, answeredByAgent(message))}
      AND NOT ${hasAnswer(organizationId, message, answeredByPerson(message))}`);
  if (rows.length > 0) await handOverAll(tx, [message.conversationId], READ_LATE);
}

type Answered = Pick<Message, 'id' | 'conversationId'>;

/** Whether an agent has answered the message already, or a person has. */
function isAnswered(organizationId: string, message: Answered): Prisma.Sql {
  const byAnybody = Prisma.sql`${answeredByAgent(message)} OR ${answeredByPerson(message)}`;
  return hasAnswer(organizationId, message, byAnybody);
}

/** With those before it: it was taken into the agent's turn. */
const answeredByAgent = ({ id }: Answered) =>
  Prisma.sql`(${ANSWERED_BY_AGENT} AND split_part(client_message_id, '/', 3) COLLATE "C" >= ${id})`;

const answeredByPerson = ({ id }: Answered) =>
  Prisma.sql`(messages.id > ${id}::uuid AND ${WRITTEN_BY_PERSON})`;

function hasAnswer(organizationId: string, { conversationId }: Answered, isAnswer: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`EXISTS (
    SELECT FROM (
      SELECT * FROM messages
      WHERE organization_id = ${organizationId}::uuid AND conversation_id = ${conversationId}::uuid
      ORDER BY id DESC LIMIT ${ANSWERED_AMONG}
    ) messages
    WHERE ${isAnswer})`;
}

/** Two conversations became one: what waits in the one that goes is answered in the other. */
export async function moveTurn(tx: ScopedTransaction, fromId: string, intoId: string): Promise<void> {
  await tx.raw(Prisma.sql`
    INSERT INTO agent_turns AS turn
      (conversation_id, organization_id, first_message_id, up_to_message_id, started_at, due_at)
    SELECT ${intoId}::uuid, organization_id, first_message_id, up_to_message_id, started_at, due_at
    FROM agent_turns WHERE organization_id = ${tx.organizationId}::uuid AND conversation_id = ${fromId}::uuid
    ON CONFLICT (conversation_id) DO UPDATE SET
      first_message_id = least(turn.first_message_id, excluded.first_message_id),
      up_to_message_id = greatest(turn.up_to_message_id, excluded.up_to_message_id),
      due_at = greatest(turn.due_at, excluded.due_at),
      generation = turn.generation + 1,
      attempts = 0`);
}
