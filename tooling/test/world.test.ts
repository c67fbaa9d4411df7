import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Redis } from 'ioredis';
import pg from 'pg';
import { expect, test } from 'vitest';
import { createEmptyDatabase, createTestDatabase, killableRedis, testRedis, waitFor } from './world.ts';

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

test('those that tests start and kill at once have ports of their own, also while one of them is dead', async () => {
  await using stack = new AsyncDisposableStack();
  const folder = await mkdtemp(path.join(tmpdir(), 'killable-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const start = async (name: string) => stack.use(await killableRedis(path.join(folder, name)));
  const [one, other] = await Promise.all([start('one'), start('other')]);
  await one.kill();
  const third = await start('third');
  await one.start();
  expect(new Set([one.url, other.url, third.url]).size).toBe(3);
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
