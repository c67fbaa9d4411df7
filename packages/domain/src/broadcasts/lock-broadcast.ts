import { type Broadcast, Prisma, type ScopedTransaction } from '@soul-kg-crm/database';

/** Reads a broadcast and keeps others from it until the transaction ends; null where there is none. */
export async function lockBroadcast(tx: ScopedTransaction, id: string): Promise<Broadcast | null> {
  await tx.raw(select(tx, id));
  return tx.db.broadcast.findUnique({ where: { id } });
}

/** The same for whoever would rather do nothing than wait; null also while somebody else is at it. */
export async function lockIdleBroadcast(tx: ScopedTransaction, id: string): Promise<Broadcast | null> {
  const locked = await tx.raw(Prisma.sql`${select(tx, id)} SKIP LOCKED`);
  return locked.length === 0 ? null : tx.db.broadcast.findUnique({ where: { id } });
}

function select({ organizationId }: ScopedTransaction, id: string): Prisma.Sql {
  return Prisma.sql`SELECT id FROM broadcasts WHERE organization_id = ${organizationId}::uuid AND id = ${id}::uuid
    FOR NO KEY UPDATE`;
}
