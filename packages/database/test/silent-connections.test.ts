import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { createTestDatabase, cuttable, waitFor } from '@soul-kg-crm/tooling/test-world';
import pg from 'pg';
import { expect, test } from 'vitest';
import { createDatabase, type Database, isDatabaseAway, Prisma } from '../src/index.ts';

// In place of a second, so that a test takes no time.
const LOOK_MS = 50;
const COUNT = Prisma.sql`SELECT count(*)::int AS is FROM users`;
const PREPARED = Prisma.raw('-- prepared: count_users\nSELECT count(*)::int AS is FROM users');

/** A database whose connections a test can let lead nowhere, and the same one by a way that is whole. */
async function openWorld(stack: AsyncDisposableStack) {
  const { url } = stack.use(await createTestDatabase());
  const cable = stack.use(await cuttable(url));
  const database = stack.use(createDatabase({ url: cable.url, maxConnections: 8, lookMs: LOOK_MS }));
  const direct = stack.use(createDatabase({ url, maxConnections: 2 }));
  return { cable, database, direct };
}

/** One connection for each of them, all at once. */
const useConnections = ({ statement }: Database, count: number) =>
  Promise.all(Array.from({ length: count }, () => statement(Prisma.sql`SELECT pg_sleep(0.05)::text`)));

const failureOf = (question: Promise<unknown>) =>
  question.then(
    () => null,
    (error: unknown) => error,
  );

test('who asks on a connection that leads nowhere is told soon that the database is away, and then goes on', async () => {
  await using stack = new AsyncDisposableStack();
  const { cable, database } = await openWorld(stack);
  const { system, statement } = database;
  await useConnections(database, 8);
  cable.swallow();
  const failures = await Promise.all([
    failureOf(system.user.count()),
    failureOf(statement(COUNT)),
    failureOf(statement(PREPARED)),
    failureOf(system.$transaction((tx) => tx.user.count())),
  ]);
  expect(failures.map(isDatabaseAway)).toEqual([true, true, true, true]);
  // Four more connections were as dead; nobody has to find that out again.
  expect(await Promise.all([system.user.count(), statement(PREPARED), statement(COUNT)])).toEqual([
    0,
    [{ is: 0 }],
    [{ is: 0 }],
  ]);
});

test('what such a connection holds is free as soon as it is given up', async () => {
  await using stack = new AsyncDisposableStack();
  const { cable, database, direct } = await openWorld(stack);
  const { id } = await direct.system.user.create({ data: { name: 'A', email: 'a@example.com' } });
  const rename = (name: string) => ({ where: { id }, data: { name } });
  const failure = await failureOf(
    database.system.$transaction(async (tx) => {
      await tx.user.update(rename('of who vanished'));
      cable.swallow();
      await tx.user.update(rename('of who vanished, too'));
    }),
  );
  expect(isDatabaseAway(failure)).toBe(true);
  // Without that, PostgreSQL would keep the row for ten seconds.
  const soon = Prisma.sql`SELECT set_config('lock_timeout', '1s', true)`;
  await direct.system.$transaction(async (tx) => {
    await tx.$queryRaw(soon);
    await tx.user.update(rename('of the others'));
  });
  expect(await database.system.user.findUnique({ where: { id } })).toMatchObject({ name: 'of the others' });
});

test('who takes long, or waits for somebody, is not given up for that', async () => {
  await using stack = new AsyncDisposableStack();
  const { database, direct } = await openWorld(stack);
  const { id } = await direct.system.user.create({ data: { name: 'A', email: 'a@example.com' } });
  const rename = { where: { id }, data: { name: 'B' } };
  const long = database.statement(Prisma.sql`SELECT pg_sleep(${(LOOK_MS * 20) / 1_000})::text, 1 AS is`);
  const waiting = await direct.system.$transaction(async (holder) => {
    await holder.user.update(rename);
    const waits = database.system.user.update({ where: { id }, data: { name: 'C' } });
    waits.catch(() => {});
    await Promise.all([long, pause(LOOK_MS * 20)]);
    return { waits };
  });
  expect(await long).toMatchObject([{ is: 1 }]);
  expect(await waiting.waits).toMatchObject({ name: 'C' });
});

test('what is large may take its time on a slow way', async () => {
  await using stack = new AsyncDisposableStack();
  const { url } = stack.use(await createTestDatabase());
  const lookMs = LOOK_MS * 8;
  const login = Buffer.alloc(16_000_000, 1);
  // Twice as long as the silence after which PostgreSQL is asked.
  const slow = stack.use(await slowWay(url, login.length / (lookMs * 6)));
  const database = stack.use(createDatabase({ url: slow.url, maxConnections: 2, lookMs }));
  const kept = Prisma.sql`SELECT octet_length(${login}::bytea) AS is`;
  expect(await database.system.$transaction((tx) => tx.$queryRaw(kept))).toEqual([{ is: login.length }]);
});

test('it is so for a role that takes on another one when it connects', async () => {
  await using stack = new AsyncDisposableStack();
  const { url } = stack.use(await createTestDatabase());
  const cable = stack.use(await cuttable(stack.use(await anotherRole(url)).url));
  const database = stack.use(createDatabase({ url: cable.url, maxConnections: 2, lookMs: LOOK_MS }));
  const long = Prisma.sql`SELECT pg_sleep(${(LOOK_MS * 20) / 1_000})::text, current_user <> session_user AS is`;
  expect(await database.statement(long)).toMatchObject([{ is: true }]);
  cable.swallow();
  expect(isDatabaseAway(await failureOf(database.statement(Prisma.sql`SELECT 1`)))).toBe(true);
});

test('a server that answers nobody any more is away', async () => {
  await using stack = new AsyncDisposableStack();
  const { cable, database } = await openWorld(stack);
  await useConnections(database, 2);
  cable.swallowAll();
  const asked = failureOf(database.statement(COUNT));
  expect(isDatabaseAway(await asked)).toBe(true);
  cable.mend();
  await waitFor(async () => (await failureOf(database.statement(COUNT))) === null, { what: 'an answer' });
});

test('PostgreSQL looks soon whether the other end of a session still is there', async () => {
  await using stack = new AsyncDisposableStack();
  const { database } = await openWorld(stack);
  const setting = Prisma.sql`SELECT current_setting('tcp_keepalives_idle') AS is`;
  expect(await database.statement(setting)).toEqual([{ is: '20' }]);
});

/** A way to a server that takes no more than so much of what is sent there. */
async function slowWay(url: string, bytesPerMs: number) {
  const target = new URL(url);
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname);
    far.pipe(near);
    near.on('data', async (chunk) => {
      near.pause();
      far.write(chunk);
      await pause(chunk.length / bytesPerMs);
      near.resume();
    });
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      one.on('error', () => {}).on('close', () => other.destroy());
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const way = new URL(url);
  way.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url: way.href, [Symbol.asyncDispose]: async () => void server.close() };
}

/** The address for somebody who connects under a name of their own, and works as somebody else. */
async function anotherRole(url: string) {
  const admin = new pg.Client(url);
  await admin.connect();
  const name = `silent_${process.pid}`;
  await admin.query(`
    CREATE ROLE ${name}_owner;
    CREATE ROLE ${name} LOGIN PASSWORD 'word' IN ROLE ${name}_owner;
    ALTER ROLE ${name} SET role TO ${name}_owner`);
  const own = new URL(url);
  own.username = name;
  own.password = 'word';
  const dispose = async () => {
    await admin.query(`DROP ROLE ${name}; DROP ROLE ${name}_owner`);
    await admin.end();
  };
  return { url: own.href, [Symbol.asyncDispose]: dispose };
}
