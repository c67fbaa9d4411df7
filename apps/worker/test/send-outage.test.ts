import { setTimeout } from 'node:timers/promises';
import { createDatabase, type Database, fencedScope, isDatabaseAway } from '@soul-kg-crm/database';
import { newId } from '@soul-kg-crm/shared/ids';
import { type Cuttable, cuttable, killableRedis, waitFor } from '@soul-kg-crm/tooling/test-world';

import { LeaseKeeper, LeaseStore } from '@soul-kg-crm/whatsapp/leases';
import { Redis } from 'ioredis';
import { type Logger, pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openSendLane } from '../src/outbound/send-lane.ts';
import { workerContext } from './support/context.ts';
import { ownedChannel } from './support/lease.ts';
import { statusOfMessage, writeToClient } from './support/one-client.ts';
import { ScriptedClient } from './support/scripted-client.ts';
import { testWorld, type World } from './support/world.ts';

/** Short, and longer than a busy machine may keep a worker waiting. */
const LEASE_MS = 6_000;
/** In place of a second. */
const LOOK_MS = 100;

let world: World;
let stack: AsyncDisposableStack;
let client: ScriptedClient;

beforeEach(async () => {
  stack = new AsyncDisposableStack();
  world = stack.use(await testWorld());
  client = new ScriptedClient();
});

afterEach(() => stack.disposeAsync());

/** A worker that sends, and whose way to a server a test can cut. */
async function sends(seen: World, limited: { log?: Logger } | null = null): Promise<void> {
  const context = workerContext(seen, stack, limited ?? { isUnlimited: true });
  const lane = stack.use(openSendLane(context, await ownedChannel(world), () => client));
  lane.resume();
}

const cable = async (url: string): Promise<Cuttable> => stack.use(await cuttable(url));
const write = (content: string) => writeToClient(world, content);
const statusOf = (id: string) => statusOfMessage(world, id);
const unpublished = () =>
  world.scope.db.outboxEvent.count({ where: { name: 'message.send', publishedAt: null } });
const becomesSent = (id: string) =>
  waitFor(async () => (await statusOf(id)) === 'SENT', { what: 'it is sent' });

test('while Redis is away, messages are kept in the database and go out when it is back', async () => {
  const redis = await cable(world.redisUrl);
  await sends({ ...world, redisUrl: redis.url });
  await becomesSent(await write('до'));
  await waitFor(async () => (await unpublished()) === 0);
  redis.cut();
  const ids = [];
  for (const content of ['раз', 'два', 'три']) ids.push(await write(content));
  expect(await unpublished()).toBe(3);
  expect(await Promise.all(ids.map(statusOf))).toEqual(['PENDING', 'PENDING', 'PENDING']);
  redis.mend();
  for (const id of ids) await becomesSent(id);
  expect(client.arrived.map(({ content }) => content)).toEqual(['до', 'раз', 'два', 'три']);
});

test('while PostgreSQL is away, a send is tried until it is back', async () => {
  const postgres = await cable(world.variables.DATABASE_URL ?? '');
  const database = stack.use(createDatabase({ url: postgres.url, maxConnections: 3 }));
  await sends({ ...world, database });
  const send = client.send.bind(client);
  // WhatsApp has it, and nobody can note that.
  client.send = async (command) => {
    const sent = await send(command);
    postgres.cut();
    return sent;
  };
  const id = await write('однажды');
  await waitFor(() => client.arrived.length === 1);
  expect(await statusOf(id)).toBe('SENDING');
  postgres.mend();
  await becomesSent(id);
  expect(client.arrived.map(({ content }) => content)).toEqual(['однажды']);
});

test('what PostgreSQL cancels, as it takes too long for instance, uses up no attempt', async () => {
  const { system } = world.database;
  await sends(world);
  await becomesSent(await write('до'));
  await system.$executeRaw`CREATE FUNCTION cancel() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      -- Outlives what is cancelled.
      PERFORM nextval('cancellations');
      RAISE EXCEPTION 'canceling statement due to statement timeout' USING ERRCODE = 'query_canceled';
    END $$`;
  await system.$executeRaw`CREATE SEQUENCE cancellations`;
  await system.$executeRaw`CREATE TRIGGER cancel BEFORE UPDATE ON messages
    FOR EACH ROW WHEN (NEW.status = 'SENDING') EXECUTE FUNCTION cancel()`;
  const id = await write('после');
  const cancellations = async () =>
    Number((await system.$queryRaw<[{ is: bigint }]>`SELECT last_value AS is FROM cancellations`)[0].is);
  await waitFor(async () => (await cancellations()) >= 5 || (await statusOf(id)) === 'FAILED');
  await system.$executeRaw`DROP TRIGGER cancel ON messages`;
  await becomesSent(id);
});

test('connections to Redis that lead nowhere any more, without a word, are given up for new ones', async () => {
  const redis = await cable(world.redisUrl);
  await sends({ ...world, redisUrl: redis.url });
  await becomesSent(await write('до'));
  redis.swallow();
  const id = await write('после');
  await waitFor(async () => (await statusOf(id)) === 'SENT', { timeoutMs: 60_000, what: 'it is sent' });
  expect(client.arrived.map(({ content }) => content)).toEqual(['до', 'после']);
});

test('connections to PostgreSQL that lead nowhere any more, without a word, are given up for new ones', async () => {
  const postgres = await cable(world.variables.DATABASE_URL ?? '');
  const database = stack.use(createDatabase({ url: postgres.url, maxConnections: 5, lookMs: LOOK_MS }));
  await sends({ ...world, database });
  await becomesSent(await write('до'));
  postgres.swallow();
  await becomesSent(await write('после'));
  const send = client.send.bind(client);
  // WhatsApp has it, and the note of that gets lost.
  client.send = async (command) => {
    const sent = await send(command);
    postgres.swallow();
    return sent;
  };
  await becomesSent(await write('однажды'));
  expect(client.arrived.map(({ content }) => content)).toEqual(['до', 'после', 'однажды']);
});

test('a worker whose connections to PostgreSQL lead nowhere any more keeps its numbers', async () => {
  const postgres = await cable(world.variables.DATABASE_URL ?? '');
  const database = stack.use(createDatabase({ url: postgres.url, maxConnections: 5, lookMs: LOOK_MS }));
  const keeperOf = (from: Database, name: string) => {
    const worker = { workerId: newId(), name, capacity: 1 };
    return new LeaseKeeper({ store: new LeaseStore(from.system, LEASE_MS), worker, ttlMs: LEASE_MS });
  };
  const [first, second] = [keeperOf(database, 'first'), keeperOf(world.database, 'second')];
  await world.scope.db.channel.update({
    where: { id: world.channelId },
    data: { desiredState: 'RUNNING' },
  });
  await first.look(() => true);
  const { generation } = await world.database.system.channelLease.findFirstOrThrow();
  await second.look(() => true);
  // What only the owner may write holds the lease's row, and is in the middle when the connection vanishes.
  const own = fencedScope(database.forOrganization(world.scope.organizationId), {
    channelId: world.channelId,
    generation,
  });
  const written = own.transaction(async (tx) => {
    await tx.db.channel.count();
    postgres.swallow();
    await tx.db.channel.count();
  });
  written.catch(() => {});
  const startedMs = performance.now();
  while (performance.now() - startedMs < LEASE_MS) {
    await Promise.all([first.look(() => true).catch(() => {}), second.look(() => true)]);
    await setTimeout(LEASE_MS / 20);
  }
  expect(first.isFresh(world.channelId)).toBe(true);
  expect(second.lease(world.channelId)).toBeNull();
  await expect(written).rejects.toSatisfy(isDatabaseAway);
});

test.for([
  ['whose memory is full', 'maxmemory', '1', '0'],
  ['that takes no writes', 'min-replicas-to-write', '1', '0'],
] as const)(
  'a Redis %s loses, doubles and reorders nothing, and is asked about once a second',
  { timeout: 60_000 },
  async ([, setting, ill, well]) => {
    const { url } = stack.use(await killableRedis(world.folder));
    const redis = new Redis(url);
    stack.defer(() => redis.disconnect());
    const lines: string[] = [];
    const log = pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) });
    await sends({ ...world, redisUrl: url }, { log });
    await becomesSent(await write('раз'));
    const refusals = async () =>
      [...(await redis.info('errorstats')).matchAll(/(?:OOM|NOREPLICAS):count=(\d+)/g)].reduce(
        (sum, [, count]) => sum + Number(count),
        0,
      );
    const send = client.send.bind(client);
    // It has left, and neither its end nor its place can be told to Redis.
    client.send = async (command) => {
      const sent = await send(command);
      await redis.config('SET', setting, ill);
      client.send = send;
      return sent;
    };
    const ids = [await write('два'), await write('три'), await write('четыре')];
    await waitFor(async () => (await refusals()) > 0, { timeoutMs: 20_000, what: 'a refusal' });
    const sinceMs = performance.now();
    await waitFor(async () => (await refusals()) >= 6, { timeoutMs: 20_000, what: 'further refusals' });
    // The lane and the relay, each of them some times a second at the most.
    expect(performance.now() - sinceMs).toBeGreaterThan(1_000);
    expect(lines.length).toBeLessThan(5);
    await redis.config('SET', setting, well);
    for (const id of ids) await becomesSent(id);
    expect(client.arrived.map(({ content }) => content)).toEqual(['раз', 'два', 'три', 'четыре']);
  },
);
