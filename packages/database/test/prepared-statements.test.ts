import { createTestDatabase } from '@soul-kg-crm/tooling/test-world';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { createDatabase, Prisma } from '../src/index.ts';

const find = (id: number) => Prisma.sql`-- prepared: find_drawer
SELECT id FROM drawers WHERE id = ${id}`;

/** Rows that one look into a large table reads, by a plan that was made when it was small and is used for so long. */
async function rowsReadWith(plansKeptMs: number): Promise<number> {
  await using testDatabase = await createTestDatabase();
  // One connection: each has plans of its own.
  await using database = createDatabase({ url: testDatabase.url, maxConnections: 1, plansKeptMs });
  const { statement, system } = database;
  const read = async () => {
    await statement(Prisma.sql`SELECT pg_stat_force_next_flush()`);
    const [row] = await statement(Prisma.sql`
      SELECT (seq_tup_read + idx_tup_fetch)::int AS count FROM pg_stat_user_tables WHERE relname = 'drawers'`);
    return z.object({ count: z.int() }).parse(row).count;
  };
  await system.$executeRaw`CREATE TABLE drawers AS SELECT n AS id FROM generate_series(1, 50) AS n`;
  await system.$executeRaw`ALTER TABLE drawers ADD PRIMARY KEY (id)`;
  await system.$executeRaw`ANALYZE drawers`;
  // PostgreSQL settles on one plan for all values after five.
  for (let n = 1; n <= 8; n += 1) await statement(find(n));
  await system.$executeRaw`INSERT INTO drawers SELECT generate_series(51, 10000)`;
  const before = await read();
  expect(await statement(find(9_999))).toEqual([{ id: 9_999 }]);
  return (await read()) - before;
}

test('a plan of the time when a table was small is not used for long', async () => {
  expect(await rowsReadWith(3_600_000)).toBe(10_000);
  expect(await rowsReadWith(0)).toBe(1);
});
