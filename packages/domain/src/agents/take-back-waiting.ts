import { Prisma, type ScopedTransaction } from '@soul-kg-crm/database';
import * as z from 'zod';
import { CANCELLED } from '../outbound/end-as-taken-back.ts';
import { failMessages } from '../outbound/fail-open-messages.ts';
import { lockAllAgents } from './agent-lock.ts';
import { ANSWERED_BY_AGENT } from './agent-reply.ts';
import { ANSWER_TAKEN_BACK, handOverAll } from './hand-over.ts';

/**
 * Takes back the messages that wait and are meant by the condition, however many, in a few statements; where these are
 * agents' answers, people are asked to give them, since nobody else will. Gives how many.
 */
export async function takeBackWaiting(tx: ScopedTransaction, condition: Prisma.Sql): Promise<number> {
  await lockAllAgents(tx);
  const meant = await lockMeant(tx, condition);
  if (meant.length === 0) return 0;
  const ids = meant.map(({ id }) => id);
  await failMessages(tx, Prisma.sql`id = ANY(${ids}::uuid[])`, CANCELLED);
  const answers = meant.filter(({ is_answer }) => is_answer);
  const unanswered = answers.map(({ conversation_id }) => conversation_id);
  await handOverAll(tx, unanswered, ANSWER_TAKEN_BACK);
  return meant.length;
}

/** Takes back what agents answered anywhere, since they were switched off. The caller holds the organisation's row. */
export async function cancelAllReplies(tx: ScopedTransaction): Promise<void> {
  const { organizationId } = tx;
  await takeBackWaiting(
    tx,
    Prisma.sql`${ANSWERED_BY_AGENT} AND channel_id IN (SELECT id FROM channels WHERE organization_id = ${organizationId}::uuid)`,
  );
}

/** Locks the messages, then all of their conversations, each in the order of their ids, as everybody does. */
async function lockMeant(tx: ScopedTransaction, condition: Prisma.Sql): Promise<z.infer<typeof rows>> {
  const { organizationId } = tx;
  const meant = rows.parse(
    await tx.raw(Prisma.sql`
      SELECT id, conversation_id, ${ANSWERED_BY_AGENT} AS is_answer FROM messages
      WHERE organization_id = ${organizationId}::uuid AND stage = 'WAITING' AND status = 'PENDING' AND ${condition}
      ORDER BY id FOR NO KEY UPDATE`),
  );
  const conversationIds = [...new Set(meant.map(({ conversation_id }) => conversation_id))];
  await tx.raw(Prisma.sql`
    SELECT id FROM conversations WHERE organization_id = ${organizationId}::uuid AND id = ANY(${conversationIds}::uuid[])
    ORDER BY id FOR NO KEY UPDATE`);
  return meant;
}

const rows = z.array(z.object({ id: z.uuid(), conversation_id: z.uuid(), is_answer: z.boolean() }));
