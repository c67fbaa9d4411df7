import { Prisma, type ScopedTransaction } from '@soul-kg-crm/database';

/**
 * Ends the links for another password of somebody who joins or leaves an organisation, in whichever they were made: they
 * would work again once the person is back where they were.
 */
export async function voidPasswordLinks(tx: ScopedTransaction, userId: string): Promise<void> {
  await tx.raw(Prisma.sql`DELETE FROM password_links WHERE user_id = ${userId}::uuid`);
}
