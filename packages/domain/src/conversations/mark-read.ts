import { Prisma, type ScopedTransaction } from '@soul-kg-crm/database';
import { invalidField, Problem } from '@soul-kg-crm/shared/problems';
import * as z from 'zod';

const lockedRows = z.array(z.object({ unread_count: z.int() }));

/**
 * An incoming message is PENDING until somebody has seen it: all of the conversation is seen now, or what stands up to a
 * message. Gives how many are unread still, and how many the conversation's row, locked from now on, tells of.
 */
export async function markRead(
  tx: ScopedTransaction,
  conversationId: string,
  upToMessageId: string | undefined,
): Promise<{ unread: number; told: number }> {
  if (upToMessageId !== undefined) await requireMessage(tx, conversationId, upToMessageId);
  await seeMessages(tx, { conversationId, upToMessageId, at: new Date() });
  // Whoever stores a message counts it in this row: from here on none comes between the count and what is made of it.
  const [row] = lockedRows.parse(
    await tx.raw(Prisma.sql`
      SELECT unread_count FROM conversations
      WHERE organization_id = ${tx.organizationId}::uuid AND id = ${conversationId}::uuid FOR NO KEY UPDATE`),
  );
  // It has just become part of another one.
  if (!row) throw new Problem('NOT_FOUND');
  // Also what stands before that message, and was stored meanwhile: nobody has seen it.
  const where = { conversationId, direction: 'INCOMING', status: 'PENDING' } as const;
  const unread = await tx.db.message.count({ where });
  return { unread, told: row.unread_count };
}

interface Seen {
  conversationId: string;
  /** All of it, where there is none. */
  upToMessageId: string | undefined;
  at: Date;
}

/** Notes what somebody has seen, and how much was new to them; what the conversation's row tells is left to the caller. */
export async function seeMessages(
  tx: ScopedTransaction,
  { conversationId, upToMessageId, at }: Seen,
): Promise<number> {
  const { count } = await tx.db.message.updateMany({
    where: {
      ...{ conversationId, direction: 'INCOMING', status: 'PENDING' },
      ...(upToMessageId !== undefined && { id: { lte: upToMessageId } }),
    },
    data: { status: 'READ', readAt: at },
  });
  return count;
}

async function requireMessage(tx: ScopedTransaction, conversationId: string, id: string): Promise<void> {
  const message = await tx.db.message.findFirst({ where: { id, conversationId }, select: { id: true } });
  if (message) return;
  throw invalidField('upToMessageId', 'No message of this conversation');
}
