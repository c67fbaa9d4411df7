import { Prisma, type PrismaClient } from '../generated/prisma/client.ts';
import { READ_ONLY, sqlStateOf } from './errors.ts';

/**
 * Rejects where PostgreSQL does not answer, or takes no writes now. Writes and locks nothing; and where it is refused, its
 * connection is given up, as another server may have the address by now.
 */
export async function requireDatabaseWrites(system: Pick<PrismaClient, '$queryRaw'>): Promise<void> {
  await system.$queryRaw(Prisma.sql`SELECT id FROM organizations WHERE false FOR UPDATE`);
}

/** Whether the error says that PostgreSQL answers, and takes no writes: a standby, or one that was set so. */
export function isReadOnly(error: unknown): boolean {
  return sqlStateOf(error) === READ_ONLY;
}
