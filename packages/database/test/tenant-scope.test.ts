import { createTestDatabase } from '@soul-kg-crm/tooling/test-world';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  createDatabase,
  type Database,
  Prisma,
  provisionOrganization,
  type Scope,
  type ScopedTransaction,
} from '../src/index.ts';
import { tenantModels } from '../src/tenant-extension.ts';

let testDatabase: Awaited<ReturnType<typeof createTestDatabase>>;
let database: Database;
let ours: Scope;
let theirs: Scope;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = createDatabase({ url: testDatabase.url, maxConnections: 4 });
  ours = database.forOrganization(await organization('Ours'));
  theirs = database.forOrganization(await organization('Theirs'));
});

afterAll(async () => {
  await database?.close();
  await testDatabase?.[Symbol.asyncDispose]();
});

async function organization(name: string): Promise<string> {
  const user = await database.system.user.create({ data: { name, email: `${name}@example.com` } });
  const made = await database.system.$transaction((tx) =>
    provisionOrganization(tx, { userId: user.id, organizationName: name }),
  );
  return made.organizationId;
}

test('every model that carries an organisation is scoped', () => {
  expect([...tenantModels].sort()).toEqual([
    'Activity',
    'AgentTurn',
    'Broadcast',
    'BroadcastRecipient',
    'Channel',
    'Client',
    'ClientIdentity',
    'Company',
    'Conversation',
    'InboundEvent',
    'Invitation',
    'MediaFile',
    'Member',
    'Message',
    'OutboxEvent',
    'PasswordLink',
    'SessionTransition',
    'WhatsAppSession',
    'WhatsAppSessionArchive',
  ]);
});

test('what is created belongs to the organisation without being told', async () => {
  const client = await ours.db.client.create({ data: { name: 'Айгуль' } });
  expect(client.organizationId).toBe(ours.organizationId);
});

test("another organisation's row can be neither read, changed nor deleted", async () => {
  const { id } = await ours.db.client.create({ data: { name: 'Timur' } });
  expect(await theirs.db.client.findUnique({ where: { id } })).toBeNull();
  expect(await theirs.db.client.findMany({ where: { OR: [{ id }, { name: 'Timur' }] } })).toEqual([]);
  expect(await theirs.db.client.count({ where: { id } })).toBe(0);
  await expect(theirs.db.client.update({ where: { id }, data: { name: 'X' } })).rejects.toThrow();
  expect((await theirs.db.client.updateMany({ data: { name: 'X' }, where: { id } })).count).toBe(0);
  await expect(theirs.db.client.delete({ where: { id } })).rejects.toThrow();
  expect((await theirs.db.client.deleteMany({})).count).toBe(0);
  expect((await ours.db.client.findUnique({ where: { id } }))?.name).toBe('Timur');
});

test('an upsert on a key of another organisation does not reach its row', async () => {
  const { id } = await ours.db.client.create({ data: { name: 'Nurlan' } });
  const attempt = theirs.db.client.upsert({
    where: { id },
    create: { id, name: 'Thief' },
    update: { name: 'Thief' },
  });
  await expect(attempt).rejects.toThrow();
  expect((await ours.db.client.findUnique({ where: { id } }))?.name).toBe('Nurlan');
});

test('data that names another organisation, and nested writes, are refused', async () => {
  const foreign = { name: 'X', organizationId: theirs.organizationId };
  await expect(ours.db.client.create({ data: foreign })).rejects.toThrow('data of another organisation');
  const nested = { name: 'X', identities: { create: { kind: 'PHONE' as const, value: '+996555000001' } } };
  await expect(ours.db.client.create({ data: nested as never })).rejects.toThrow(
    'write related rows one by one',
  );
});

test('accounts are out of reach, colleagues can be read and not changed', async () => {
  const fromScope = ours.db as unknown as Database['system'];
  await expect(fromScope.account.findMany()).rejects.toThrow('not reachable');
  const colleagues = await ours.db.user.findMany();
  expect(colleagues.map((user) => user.name)).toEqual(['Ours']);
  await expect(fromScope.user.updateMany({ data: { name: 'X' } })).rejects.toThrow('not allowed');
  expect((await ours.db.organization.findMany()).map((row) => row.name)).toEqual(['Ours']);
});

test('a transaction announces what it changed, or nothing when it fails', async () => {
  const before = await ours.db.outboxEvent.count();
  await expect(
    ours.transaction(async (tx) => {
      const client = await tx.db.client.create({ data: { name: 'Half' } });
      await tx.outbox.realtime({ kind: 'client.updated', clientId: client.id as never });
      throw new Error('cut off');
    }),
  ).rejects.toThrow('cut off');
  expect(await ours.db.client.count({ where: { name: 'Half' } })).toBe(0);
  expect(await ours.db.outboxEvent.count()).toBe(before);

  await ours.transaction(async (tx) => {
    await tx.outbox.job({ name: 'message.send', payload: { messageId: 'm' } });
  });
  const [row] = await ours.db.outboxEvent.findMany({ orderBy: { id: 'desc' }, take: 1 });
  expect(row).toMatchObject({ topic: 'JOB', name: 'message.send', organizationId: ours.organizationId });
});

test('a lock makes the same key wait and leaves others alone', async () => {
  const order: string[] = [];
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const first = ours.transaction(async (tx) => {
    await tx.lock('chat:1');
    order.push('first');
    await held;
  });
  await expect.poll(() => order).toEqual(['first']);
  const second = ours.transaction(async (tx) => {
    await tx.lock('chat:1');
    order.push('second');
  });
  await ours.transaction(async (tx) => {
    await tx.lock('chat:2');
    order.push('other');
  });
  release();
  await Promise.all([first, second]);
  expect(order).toEqual(['first', 'other', 'second']);
});

test('who holds a room waits for all of its keys, which leave each other alone', async () => {
  const order: string[] = [];
  const [held, entered] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const first = ours.transaction(async (tx) => {
    await tx.lock('chat:1', 'chats');
    order.push('first');
    entered.resolve();
    await held.promise;
  });
  await entered.promise;
  await ours.transaction(async (tx) => {
    await tx.lock('chat:2', 'chats');
    order.push('other');
  });
  const room = ours.transaction(async (tx) => {
    await tx.lock('chats');
    order.push('room');
  });
  held.resolve();
  await Promise.all([first, room]);
  expect(order).toEqual(['first', 'other', 'room']);
});

test('raw SQL runs inside the transaction', async () => {
  const rows = await ours.transaction((tx) => tx.raw(Prisma.sql`SELECT 1 AS one`));
  expect(rows).toEqual([{ one: 1 }]);
});

test('of two transactions that wait for each other the one that is ended is run again', async () => {
  const { id: first } = await ours.db.client.create({ data: { name: 'Timur' } });
  const { id: second } = await ours.db.client.create({ data: { name: 'Айгуль' } });
  const byModel = (tx: ScopedTransaction, id: string) =>
    tx.db.client.update({ where: { id }, data: { notes: id } });
  const byStatement = (tx: ScopedTransaction, id: string) => tx.lock(id);
  for (const take of [byModel, byStatement]) {
    const [hasFirst, hasSecond] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    let runs = 0;
    const both = (one: string, other: string, has: PromiseWithResolvers<void>) =>
      ours.transaction(async (tx) => {
        runs += 1;
        await take(tx, one);
        has.resolve();
        await Promise.all([hasFirst.promise, hasSecond.promise]);
        await take(tx, other);
      });
    await Promise.all([both(first, second, hasFirst), both(second, first, hasSecond)]);
    // Once more where it takes its row again before the other one has got it.
    expect(runs).toBeGreaterThanOrEqual(3);
  }
});

test('one that is ended again and again gets through as well, and what is refused for another reason is not repeated', async () => {
  const refusals = ['40P01', '40001', '40P01'];
  let runs = 0;
  const refuse = (tx: ScopedTransaction, state: string) =>
    tx.raw(Prisma.raw(`DO $$ BEGIN RAISE EXCEPTION 'ended' USING ERRCODE = '${state}'; END $$`));
  await ours.transaction(async (tx) => {
    runs += 1;
    const state = refusals.shift();
    if (state) await refuse(tx, state);
  });
  expect(runs).toBe(4);
  await expect(
    ours.transaction((tx) => {
      runs += 1;
      return refuse(tx, '23514');
    }),
  ).rejects.toThrow();
  expect(runs).toBe(5);
});
