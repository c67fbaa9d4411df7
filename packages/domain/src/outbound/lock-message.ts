import { type Message, Prisma, type ScopedTransaction } from '@soul-kg-crm/database';

/** Two reports on one message take turns, or the later writer would overwrite what the earlier one found out. */
export async function lockMessage(tx: ScopedTransaction, id: string): Promise<Message> {
  await tx.raw(Prisma.sql`
    SELECT id FROM messages WHERE organization_id = ${tx.organizationId}::uuid AND id = ${id}::uuid
    FOR NO KEY UPDATE`);
  return tx.db.message.findUniqueOrThrow({ where: { id } });
}
