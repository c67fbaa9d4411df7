import { Redis } from 'ioredis';
import pg from 'pg';
import { expect, test } from 'vitest';
import { createEmptyDatabase, createTestDatabase, testRedis, waitFor } from './world.ts';

test('a test database has every migration, and what one test writes another does not see', async () => {
  await using one = await createTestDatabase();
  await using other = await createTestDatabase();
  await query(one.url, 'CREATE TABLE only_here (id int)');
  expect(await tables(one.url)).toContain('only_here');
  expect(await tables(one.url)).toContain('_prisma_migrations');
  expect(await tables(other.url)).not.toContain('only_here');
});

test('names in Cyrillic are found whatever their case', async () => {
  await using database = await createTestDatabase();
  const rows = await query(database.url, "SELECT lower('ЖАНЫЛ') AS lower, 'Бекжан' ILIKE 'бек%' AS is_like");
  expect(rows).toEqual([{ lower: 'жаныл', is_like: true }]);
});

test('an empty database is really empty, and gone when disposed of', async () => {
  const database = await createEmptyDatabase();
  expect(await tables(database.url)).toEqual([]);
  await database[Symbol.asyncDispose]();
  await expect(tables(database.url)).rejects.toThrow(/does not exist/);
});

test('the keys of a test are deleted with it', async () => {
  const { url, prefix, [Symbol.asyncDispose]: dispose } = await testRedis();
  const redis = new Redis(url);
  await redis.set(`${prefix}:greeting`, 'hello');
  await dispose();
  expect(await redis.get(`${prefix}:greeting`)).toBeNull();
  await redis.quit();
});

test('a condition that never comes true is named', async () => {
  await expect(waitFor(() => false, { timeoutMs: 50, what: 'the tick' })).rejects.toThrow(
    'in vain for the tick',
  );
});

async function tables(url: string): Promise<unknown[]> {
  const rows = await query(url, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'");
  return rows.map(({ tablename }) => tablename);
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
