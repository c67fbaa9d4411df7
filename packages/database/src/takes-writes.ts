import { Prisma, type PrismaClient } from '../generated/prisma/client.ts';

/**
 * Rejects where PostgreSQL does not answer, or takes no writes now. Writes and locks nothing; and where it is refused, its
 * connection is given up, as another server may have the address by now.
 */
export async function requireDatabaseWrites(system: Pick<PrismaClient, '$queryRaw'>): Promise<void> {
  await system.$queryRaw(Prisma.sql`SELECT id FROM organizations WHERE false FOR UPDATE`);
}
