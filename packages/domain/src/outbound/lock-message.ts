import { type Message, Prisma, type ScopedTransaction } from '@soul-kg-crm/database';

/** Reads a message and keeps others from it until the transaction ends. Two reports on one message take turns, or the later writer would overwrite what the earlier one found out. */
export async function lockMessage(tx: ScopedTransaction, id: string): Promise<Message | null> {
  await tx.raw(Prisma.sql`
    SELECT id FROM messages WHERE organization_id = ${tx.organizationId}::uuid AND id = ${id}::uuid
    FOR NO KEY UPDATE`);
  return tx.db.message.findUnique({ where: { id } });
}
