import { Prisma, type ScopedTransaction } from '@soul-kg-crm/database';
import * as z from 'zod';
import { CANCELLED } from '../outbound/end-as-taken-back.ts';
import { failMessages } from '../outbound/fail-open-messages.ts';
import { lockAgent } from './agent-lock.ts';
import { REPLY_PREFIX } from './agent-reply.ts';
import { handOver } from './hand-over.ts';

/** Code of a conversation that was handed over because its answer was taken back with all others. */
const ANSWER_TAKEN_BACK = 'ANSWER_TAKEN_BACK';

const IS_ANSWER = Prisma.sql`(sender = 'AI' AND coalesce(client_message_id LIKE ${`${REPLY_PREFIX}%`}, false))`;

/**
 * Takes back the messages that wait and are meant by the condition; where these are agents' answers, people are asked to
 * give them, since nobody else will. Gives how many. What agents answer meanwhile is not meant.
 */
export async function takeBackWaiting(tx: ScopedTransaction, condition: Prisma.Sql): Promise<number> {
  const isWaiting = Prisma.sql`status = 'PENDING' AND ${condition}`;
  const answers = await lockAnswers(tx, isWaiting);
  const ids = [...answers.keys()];
  const isMeant = Prisma.sql`${isWaiting} AND (NOT ${IS_ANSWER} OR id = ANY(${ids}::uuid[]))`;
  const failed = await failMessages(tx, isMeant, CANCELLED);
  const unanswered = new Set(failed.flatMap(({ messageId }) => answers.get(messageId) ?? []));
  const where = { agentState: 'ACTIVE', status: { not: 'CLOSED' } } as const;
  const open = await tx.db.conversation.findMany({
    where: { id: { in: [...unanswered] }, ...where },
    orderBy: { id: 'asc' },
    select: { id: true },
  });
  for (const { id } of open) await handOver(tx, id, ANSWER_TAKEN_BACK);
  return failed.length;
}

/** Takes back what agents answered anywhere, since they were switched off. The caller holds the organisation's row. */
export async function cancelAllReplies(tx: ScopedTransaction): Promise<void> {
  const { organizationId } = tx;
  await takeBackWaiting(
    tx,
    Prisma.sql`${IS_ANSWER} AND channel_id IN (SELECT id FROM channels WHERE organization_id = ${organizationId}::uuid)`,
  );
}

/** The conversations of such answers, by the answers' ids; until the transaction ends, nobody takes over there. */
async function lockAnswers(tx: ScopedTransaction, isMeant: Prisma.Sql): Promise<Map<string, string>> {
  const found = rows.parse(
    await tx.raw(Prisma.sql`
      SELECT id, conversation_id FROM messages
      WHERE organization_id = ${tx.organizationId}::uuid AND stage = 'WAITING' AND ${isMeant} AND ${IS_ANSWER}
      ORDER BY conversation_id`),
  );
  const conversations = new Set(found.map(({ conversation_id }) => conversation_id));
  for (const id of conversations) await lockAgent(tx, id);
  return new Map(found.map(({ id, conversation_id }) => [id, conversation_id]));
}

const rows = z.array(z.object({ id: z.uuid(), conversation_id: z.uuid() }));
