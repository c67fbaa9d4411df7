import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createTestDatabase, killablePostgres } from '@soul-kg-crm/tooling/test-world';
import { expect, test } from 'vitest';
import { createDatabase, type Database, isDatabaseAway, isUniqueViolation, Prisma } from '../src/index.ts';

test('a unique violation is told apart from other errors, and by its key', async () => {
  await using testDatabase = await createTestDatabase();
  await using database = createDatabase({ url: testDatabase.url, maxConnections: 2 });
  const data = { name: 'A', email: 'same@example.com' };
  await database.system.user.create({ data });
  const error = await database.system.user.create({ data }).catch((reason: unknown) => reason);
  expect(isUniqueViolation(error)).toBe(true);
  expect(isUniqueViolation(error, 'email')).toBe(true);
  expect(isUniqueViolation(error, 'slug')).toBe(false);
  expect(isDatabaseAway(error)).toBe(false);
});

test("a statement's error names its key, and not what stood in the row", async () => {
  await using testDatabase = await createTestDatabase();
  await using database = createDatabase({ url: testDatabase.url, maxConnections: 2 });
  const insert = () =>
    database.statement(
      Prisma.sql`INSERT INTO users (id, name, email) VALUES (gen_random_uuid(), 'A', 'secret@x.kg')`,
    );
  await insert();
  const error = await insert().catch((reason: unknown) => reason);
  expect(isUniqueViolation(error, 'email')).toBe(true);
  expect(isUniqueViolation(error, 'slug')).toBe(false);
  expect(JSON.stringify({ ...(error as object), text: String(error) })).not.toContain('secret');
});

test('a database that does not answer is recognised', async () => {
  await using database = createDatabase({ url: 'postgresql://nobody@127.0.0.1:1/none', maxConnections: 1 });
  const error = await database.system.user.count().catch((reason: unknown) => reason);
  expect(isDatabaseAway(error)).toBe(true);
});

test('so is one whose name nobody knows now, by each way to it', async () => {
  await using database = createDatabase({
    url: 'postgresql://nobody@nobody.invalid/none',
    maxConnections: 1,
  });
  const errors = await errorsOfInserting(database);
  expect(errors.filter((error) => !isDatabaseAway(error))).toEqual([]);
});

test('so is one that is killed while it is asked, and while it starts again', async () => {
  await using stack = new AsyncDisposableStack();
  const folder = await mkdtemp(path.join(tmpdir(), 'killed-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const postgres = stack.use(await killablePostgres(folder));
  const database = stack.use(createDatabase({ url: postgres.url, maxConnections: 4 }));
  const sleep = () => database.system.$queryRaw`SELECT pg_sleep(30)::text`;
  const inTransaction = () =>
    database.system.$transaction(async (tx) => {
      await tx.user.count();
      for (;;) await tx.user.count();
    });
  const asking = [sleep, inTransaction].map((ask) => ask().catch((reason: unknown) => reason));
  await database.system.user.count();
  await postgres.kill();
  const errors = await Promise.all(asking);
  errors.push(await database.system.user.count().catch((reason: unknown) => reason));
  expect(errors.filter((error) => !isDatabaseAway(error))).toEqual([]);
  await postgres.start();
  expect(await database.system.user.count()).toBe(0);
}, 60_000);

test('so is one whose disk is full or fails, that cancels what takes too long, or takes no writes', async () => {
  await using testDatabase = await createTestDatabase();
  await using database = createDatabase({ url: testDatabase.url, maxConnections: 1 });
  const { system } = database;
  for (const state of ['53100', '53200', '58030', '57014']) {
    await refuseUsers(system, state);
    expect((await errorsOfInserting(database)).map(isDatabaseAway), state).toEqual([true, true, true]);
  }
  await refuseUsers(system, '23514');
  expect((await errorsOfInserting(database)).map(isDatabaseAway)).toEqual([false, false, false]);
  const name = new URL(testDatabase.url).pathname.slice(1);
  await system.$executeRawUnsafe(`ALTER DATABASE "${name}" SET default_transaction_read_only = on`);
  await using readOnly = createDatabase({ url: testDatabase.url, maxConnections: 1 });
  expect((await errorsOfInserting(readOnly)).map(isDatabaseAway)).toEqual([true, true, true]);
});

test('a connection that takes no writes any more is given up: another server may have the address by now', async () => {
  await using testDatabase = await createTestDatabase();
  const name = new URL(testDatabase.url).pathname.slice(1);
  await using admin = createDatabase({ url: testDatabase.url, maxConnections: 1 });
  await admin.system.$executeRawUnsafe(`ALTER DATABASE "${name}" SET default_transaction_read_only = on`);
  await using database = createDatabase({ url: testDatabase.url, maxConnections: 1 });
  expect(await database.system.user.count()).toBe(0);
  // From here on whoever connects meets a server that takes writes.
  await admin.system.$executeRawUnsafe(`ALTER DATABASE "${name}" RESET default_transaction_read_only`);
  const data = { name: 'A', email: 'a@example.com' };
  const create = () => database.system.$transaction((tx) => tx.user.create({ data }));
  const error = await create().catch((reason: unknown) => reason);
  expect(isDatabaseAway(error)).toBe(true);
  await expect(create()).resolves.toMatchObject(data);
});

test('so is one that has waited for us in vain in the middle of a transaction, whose rows are free then', async () => {
  await using testDatabase = await createTestDatabase();
  await using usual = createDatabase({ url: testDatabase.url, maxConnections: 1 });
  const setting = Prisma.sql`SELECT current_setting('idle_in_transaction_session_timeout') AS is`;
  expect(await usual.statement(setting)).toEqual([{ is: '10s' }]);
  expect(await usual.system.$queryRaw(setting)).toEqual([{ is: '10s' }]);
  const { id } = await usual.system.user.create({ data: { name: 'A', email: 'a@example.com' } });
  await using slow = createDatabase({ url: testDatabase.url, maxConnections: 1 });
  const rename = (name: string) => ({ where: { id }, data: { name } });
  const error = await slow.system
    .$transaction(async (tx) => {
      await tx.user.update(rename('of who stands still'));
      // From here on, so that it is not ended before it holds the row.
      await tx.$executeRaw`SET LOCAL idle_in_transaction_session_timeout = 200`;
      // Gets its turn although nobody ends the transaction that holds the row.
      await usual.system.user.update(rename('of the others'));
      await tx.user.update(rename('too late'));
    })
    .catch((reason: unknown) => reason);
  expect(isDatabaseAway(error)).toBe(true);
  expect(await slow.system.user.findUniqueOrThrow({ where: { id } })).toMatchObject({
    name: 'of the others',
  });
});

test('so is one in which somebody else holds a row for too long', async () => {
  await using testDatabase = await createTestDatabase();
  await using database = createDatabase({ url: `${testDatabase.url}?lock_timeout=100`, maxConnections: 4 });
  const { system, statement } = database;
  const { id } = await system.user.create({ data: { name: 'A', email: 'a@example.com' } });
  const rename = { where: { id }, data: { name: 'B' } };
  await system.$transaction(async (holder) => {
    await holder.user.update(rename);
    const errors = [
      await system.user.update(rename).catch((reason: unknown) => reason),
      await system.$transaction((tx) => tx.user.update(rename)).catch((reason: unknown) => reason),
      await statement(Prisma.sql`SELECT FROM users FOR UPDATE`).catch((reason: unknown) => reason),
      await system
        .$transaction((tx) => tx.$queryRaw(Prisma.sql`SELECT id FROM users FOR UPDATE`))
        .catch((reason: unknown) => reason),
    ];
    expect(errors.map(isDatabaseAway)).toEqual([true, true, true, true]);
  });
});

test('one that dies in the moment of handing out a connection costs the question, not the process', async () => {
  await using stack = new AsyncDisposableStack();
  const port = await dyingPostgres(stack);
  const database = createDatabase({ url: `postgresql://nobody@127.0.0.1:${port}/none`, maxConnections: 1 });
  stack.use(database);
  const uncaught: unknown[] = [];
  const note = (error: unknown) => uncaught.push(error);
  process.on('uncaughtException', note);
  stack.defer(() => void process.off('uncaughtException', note));
  const error = await database.system
    .$transaction((tx) => tx.user.count())
    .catch((reason: unknown) => reason);
  expect(isDatabaseAway(error)).toBe(true);
  expect(uncaught).toEqual([]);
});

/** By each way to the database. */
async function errorsOfInserting({ system, statement }: Database): Promise<unknown[]> {
  const data = { name: 'A', email: 'a@example.com' };
  const insert = Prisma.sql`INSERT INTO users (id, name, email) VALUES (gen_random_uuid(), 'A', 'a@x.kg')`;
  return [
    await system.user.create({ data }).catch((reason: unknown) => reason),
    await system.$transaction((tx) => tx.user.create({ data })).catch((reason: unknown) => reason),
    await statement(insert).catch((reason: unknown) => reason),
  ];
}

/** As PostgreSQL itself does for a reason that a test cannot bring about. */
async function refuseUsers(system: Database['system'], state: string): Promise<void> {
  await system.$executeRawUnsafe(`CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'refused' USING ERRCODE = '${state}'; END $$`);
  await system.$executeRaw`CREATE OR REPLACE TRIGGER refuse BEFORE INSERT ON users EXECUTE FUNCTION refuse()`;
}

/** Says "ready" and "the postmaster is gone" in one packet, as PostgreSQL can when it is killed. */
async function dyingPostgres(stack: AsyncDisposableStack): Promise<number> {
  const authenticated = Buffer.from([...Buffer.from('R'), 0, 0, 0, 8, 0, 0, 0, 0]);
  const ready = Buffer.from([...Buffer.from('Z'), 0, 0, 0, 5, ...Buffer.from('I')]);
  const fields = Buffer.from('SFATAL\0C57P01\0Mterminating connection due to unexpected postmaster exit\0\0');
  const length = Buffer.alloc(4);
  length.writeInt32BE(fields.length + 4);
  const fatal = Buffer.concat([Buffer.from('E'), length, fields]);
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => socket.end(Buffer.concat([authenticated, ready, fatal])));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  stack.defer(() => void server.close());
  return (server.address() as AddressInfo).port;
}
