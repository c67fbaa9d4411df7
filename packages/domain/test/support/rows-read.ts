import { Prisma, type Statement } from '@soul-kg-crm/database';
import * as z from 'zod';

/** Rows that PostgreSQL has read in this database so far, from tables and by indexes; for what runs one after another. */
export async function rowsRead(statement: Statement): Promise<number> {
  await statement(Prisma.sql`SELECT pg_stat_force_next_flush()`);
  const [row] = await statement(Prisma.sql`
    SELECT sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::int AS count FROM pg_stat_user_tables`);
  return z.object({ count: z.int() }).parse(row).count;
}
