import { appendFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { createDatabase } from '@soul-kg-crm/database';
import { storeInboundEvent } from '@soul-kg-crm/domain';
import { cuttable, waitFor } from '@soul-kg-crm/tooling/test-world';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createInboundIntake } from '../src/inbound/intake.ts';
import { createMetrics } from '../src/runtime/metrics.ts';
import { startWorker } from '../src/start-worker.ts';
import { customerMessage, testWorld, type World } from './support/world.ts';

let world: World;
const log = pino({ level: 'silent' });

beforeAll(async () => {
  world = await testWorld();
});

afterAll(() => world?.[Symbol.asyncDispose]());

test('while PostgreSQL is away, what comes in waits in its order and is stored afterwards', async () => {
  const { scope, channelId } = world;
  await using cable = await cuttable(world.variables.DATABASE_URL ?? '');
  await using database = createDatabase({ url: cable.url, maxConnections: 2 });
  const spillFolder = path.join(world.folder, 'waiting');
  const context = { database, metrics: createMetrics(), log };
  await using intake = await createInboundIntake(context, { spillFolder, mostInMemory: 5 });
  const channel = { organizationId: scope.organizationId, channelId };
  const stored = () => scope.db.inboundEvent.findMany({ orderBy: { id: 'asc' } });
  intake.take(channel, customerMessage('996555500001', '0'));
  await waitFor(async () => (await stored()).length === 1);
  cable.cut();
  for (let n = 1; n <= 20; n += 1) intake.take(channel, customerMessage('996555500001', String(n)));
  // A repeat of something that waits is recognised when both are stored.
  const repeated = customerMessage('996555500001', '21');
  intake.take(channel, repeated);
  intake.take(channel, repeated);
  await new Promise((resolve) => setImmediate(resolve));
  expect(await stored()).toHaveLength(1);
  cable.mend();
  await waitFor(async () => (await stored()).length === 22);
  const contents = (await stored()).map(({ payload }) => (payload as { content: string }).content);
  expect(contents).toEqual(Array.from({ length: 22 }, (_, n) => String(n)));
  await waitFor(async () => (await readdir(spillFolder)).length === 0, { what: 'nothing left on the disk' });
});

test('what a full disk does not take is read anew from its first message on, once nothing waits any more', async () => {
  const { scope, channelId } = world;
  await using cable = await cuttable(world.variables.DATABASE_URL ?? '');
  await using database = createDatabase({ url: cable.url, maxConnections: 2 });
  const spillFolder = path.join(world.folder, 'full');
  const context = { database, metrics: createMetrics(), log };
  const gaps: { channelId: string; sinceMs: number; waiting: number }[] = [];
  await using intake = await createInboundIntake(context, {
    ...{ spillFolder, mostInMemory: 1 },
    onGap: async (channel, sinceMs) => {
      const waiting = 1 - (await scope.db.message.count({ where: { content: 'в памяти' } }));
      gaps.push({ channelId: channel.channelId, sinceMs, waiting });
    },
  });
  const channel = { organizationId: scope.organizationId, channelId };
  // A folder in which nothing can be made, as on a disk without room.
  await writeFile(spillFolder, '');
  cable.cut();
  const told = ['в памяти', 'первое', 'второе'].map((text, n) => {
    const { kind, message } = customerMessage('996555500009', text);
    return { kind, message: { ...message, sentAtMs: 1_700_000_000_000 + n * 1000 } };
  });
  for (const event of told) intake.take(channel, event);
  // A call is read nowhere again.
  const { kind, message: call } = customerMessage('996555500009', '');
  intake.take(channel, { kind, message: { ...call, kind: 'VIDEO_CALL', sentAtMs: 1_600_000_000_000 } });
  await new Promise((resolve) => setImmediate(resolve));
  expect(gaps).toEqual([]);
  await rm(spillFolder);
  cable.mend();
  await waitFor(async () => gaps.length > 0, { what: 'the gap' });
  expect(gaps).toEqual([{ channelId, sinceMs: 1_700_000_001_000, waiting: 0 }]);
  expect(await scope.db.message.count({ where: { kind: 'VIDEO_CALL' } })).toBe(1);
});

test('a worker that ends while PostgreSQL is away leaves what waits on its disk, and the next one stores it', async () => {
  const { scope, channelId } = world;
  const spillFolder = path.join(world.folder, 'left');
  const channel = { organizationId: scope.organizationId, channelId };
  const stored = (text: string) => scope.db.message.count({ where: { content: { startsWith: text } } });
  {
    await using cable = await cuttable(world.variables.DATABASE_URL ?? '');
    await using database = createDatabase({ url: cable.url, maxConnections: 2 });
    cable.cut();
    const context = { database, metrics: createMetrics(), log };
    await using intake = await createInboundIntake(context, { spillFolder, mostInMemory: 3, closingMs: 200 });
    for (let n = 1; n <= 9; n += 1) intake.take(channel, customerMessage('996555500002', `ждёт ${n}`));
    // Somebody calls, who does so once.
    const { kind, message } = customerMessage('996555500002', '');
    intake.take(channel, { kind, message: { ...message, kind: 'CALL' } });
  }
  const [file = ''] = await readdir(spillFolder);
  expect((await stat(path.join(spillFolder, file))).mode & 0o777).toBe(0o600);
  // As a kill -9 in the middle of a line would leave it.
  await appendFile(path.join(spillFolder, file), '{"kind":"message","mess');
  expect(await stored('ждёт')).toBe(0);
  const context = { database: world.database, metrics: createMetrics(), log };
  await using _next = await createInboundIntake(context, { spillFolder });
  await waitFor(async () => (await stored('ждёт')) === 9);
  await waitFor(async () => (await scope.db.message.count({ where: { kind: 'CALL' } })) === 1);
  await waitFor(async () => (await readdir(spillFolder)).length === 0, { what: 'nothing left on the disk' });
});

test.for([
  ['a full disk', '53100', 'inbound.database_is_away'],
  ['rights that are missing', '42501', 'inbound.not_kept'],
] as const)(
  'a PostgreSQL that takes nothing because of %s loses nothing, not even as a dead letter',
  async ([name, state, line]) => {
    const { scope, channelId } = world;
    const { system } = world.database;
    await system.$executeRawUnsafe(`CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'refused' USING ERRCODE = '${state}'; END $$`);
    await system.$executeRaw`CREATE TRIGGER refuse BEFORE INSERT ON inbound_events EXECUTE FUNCTION refuse()`;
    const lines: string[] = [];
    const listening = pino({ level: 'error' }, { write: (text: string) => void lines.push(text) });
    const context = { database: world.database, metrics: createMetrics(), log: listening };
    await using intake = await createInboundIntake(context, { spillFolder: path.join(world.folder, state) });
    const channel = { organizationId: scope.organizationId, channelId };
    for (const n of [1, 2]) intake.take(channel, customerMessage('996555500003', `${name} ${n}`));
    // Five attempts, a second apart.
    await waitFor(() => lines.some((text) => text.includes(line)), { what: line });
    await system.$executeRaw`DROP TRIGGER refuse ON inbound_events`;
    const where = { content: { startsWith: name } };
    await waitFor(async () => (await scope.db.message.count({ where })) === 2);
    expect(await scope.db.inboundEvent.count({ where: { failedAt: { not: null } } })).toBe(0);
  },
);

test('while Redis is away, the inbox goes on showing what comes; what follows waits in the database', async () => {
  const { scope, channelId } = world;
  await using cable = await cuttable(world.redisUrl);
  const variables = { REDIS_URL: cable.url, WORKER_ROLES: 'relay,processors' };
  await using worker = await startWorker(world.env(variables), log);
  const unprocessed = () => scope.db.inboundEvent.count({ where: { processedAt: null } });
  await waitFor(async () => (await unprocessed()) === 0);
  cable.cut();
  await storeInboundEvent(scope, channelId, customerMessage('996555500001', 'без Redis'));
  const checks = { database: true, redis: false };
  await waitFor(async () => {
    const response = await fetch(`http://127.0.0.1:${worker.port}/ready`);
    return response.status === 503 && isDeepStrictEqual(Object(await response.json()).checks, checks);
  });
  expect(await scope.db.message.count({ where: { content: 'без Redis' } })).toBe(1);
  expect(await unprocessed()).toBe(1);
  cable.mend();
  await waitFor(async () => (await unprocessed()) === 0);
});
