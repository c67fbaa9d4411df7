import { queueMessage, storeInboundEvent } from '@soul-kg-crm/domain';
import { connectRedis, createQueues, realtimeTopic, sendQueueName, whenRedisReady } from '@soul-kg-crm/queue';
import { newId } from '@soul-kg-crm/shared/ids';
import { type RealtimeEnvelope, realtimeEnvelope } from '@soul-kg-crm/shared/realtime';
import { cuttable, fastestMs, killableRedis, waitFor } from '@soul-kg-crm/tooling/test-world';
import { Redis } from 'ioredis';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { RELAY_BATCH } from '../src/relay/publish-batch.ts';
import { startRelay } from '../src/relay/relay.ts';
import { createMetrics } from '../src/runtime/metrics.ts';
import { startWorker } from '../src/start-worker.ts';
import { customerMessage, testWorld, type World } from './support/world.ts';

let world: World;
let worker: Awaited<ReturnType<typeof startWorker>>;
let subscriber: Redis;
const heard: RealtimeEnvelope[] = [];

beforeAll(async () => {
  world = await testWorld();
  subscriber = new Redis(world.redisUrl);
  subscriber.on('message', (_topic, text) => heard.push(realtimeEnvelope.parse(JSON.parse(text))));
  await subscriber.subscribe(realtimeTopic(world.scope.organizationId, world.prefix));
  worker = await startWorker(world.env({ WORKER_ROLES: 'relay,processors' }), pino({ level: 'error' }));
});

afterAll(async () => {
  await worker?.[Symbol.asyncDispose]();
  subscriber?.disconnect();
  await world?.[Symbol.asyncDispose]();
});

const unpublished = () => world.scope.db.outboxEvent.count({ where: { publishedAt: null } });

test('a stored event becomes a message, and the dashboards hear of it within half a second', async () => {
  const { scope, channelId } = world;
  // The first job of a process also connects and compiles; what is measured is the second one.
  await storeInboundEvent(scope, channelId, customerMessage('996555200001', 'разогрев'));
  await waitFor(() => heard.some(({ event }) => event.kind === 'messages.created'));
  const ms = await fastestMs({ most: 20, enoughMs: 500 }, async (n) => {
    heard.length = 0;
    await storeInboundEvent(scope, channelId, customerMessage('996555200001', n === 0 ? 'Привет' : 'Ау'));
    await waitFor(() => heard.some(({ event }) => event.kind === 'messages.created'), { intervalMs: 5 });
  });
  expect(ms).toBeLessThan(500);
  expect(await scope.db.message.count({ where: { content: 'Привет' } })).toBe(1);
});

test('a burst is published in one order, each event once, under a growing cursor', async () => {
  const { scope, channelId } = world;
  await waitFor(async () => (await unpublished()) === 0);
  heard.length = 0;
  await Promise.all(
    Array.from({ length: 40 }, (_, index) =>
      storeInboundEvent(scope, channelId, customerMessage(`9965552001${index + 10}`, `burst ${index}`)),
    ),
  );
  const created = () => heard.filter(({ event }) => event.kind === 'messages.created');
  await waitFor(() => created().length >= 40);
  await waitFor(async () => (await unpublished()) === 0);
  expect(await scope.db.message.count({ where: { content: { startsWith: 'burst' } } })).toBe(40);
  expect(new Set(created().map(({ event }) => JSON.stringify(event))).size).toBe(40);
  const cursors = heard.map(({ cursor }) => BigInt(cursor));
  expect(cursors).toEqual(cursors.toSorted((a, b) => Number(a - b)));
  expect(new Set(cursors).size).toBe(cursors.length);
});

test("a message waits on its number's own queue while the number is away", async () => {
  const { scope, channelId } = world;
  const { id: conversationId } = await scope.db.conversation.findFirstOrThrow();
  const { id } = await queueMessage(scope, {
    conversationId,
    content: 'ответ',
    sender: 'HUMAN',
    senderId: null,
  });
  const key = `${world.prefix}:${sendQueueName(channelId)}:prioritized`;
  const redis = subscriber.duplicate();
  const jobId = await waitFor(async () => {
    const ids = await redis.zrange(key, '0', '-1');
    return ids[0]?.toString();
  });
  const data = await redis.hget(`${world.prefix}:${sendQueueName(channelId)}:${jobId}`, 'data');
  redis.disconnect();
  expect(JSON.parse(data ?? '')).toEqual({
    ...{ organizationId: scope.organizationId, channelId, messageId: id },
    priority: '10',
  });
});

test('an announcement that nobody understands stops no other', async () => {
  const { scope, channelId } = world;
  await scope.transaction(async (tx) => {
    await tx.outbox.job({ name: 'of.a.later.version', payload: { id: '1' } });
  });
  await storeInboundEvent(scope, channelId, customerMessage('996555200001', 'после'));
  await waitFor(async () => (await scope.db.message.count({ where: { content: 'после' } })) === 1);
  await waitFor(async () => (await unpublished()) === 0);
});

test('a second worker does not publish while the first one does', async () => {
  const { scope, channelId } = world;
  const second = await startWorker(world.env({ WORKER_ROLES: 'relay' }), pino({ level: 'error' }));
  heard.length = 0;
  await storeInboundEvent(scope, channelId, customerMessage('996555200002', 'раз'));
  await waitFor(() => heard.some(({ event }) => event.kind === 'messages.created'));
  await second[Symbol.asyncDispose]();
  expect(heard.filter(({ event }) => event.kind === 'messages.created')).toHaveLength(1);
});

test('a relay that can publish nothing leaves it to another worker', async () => {
  await using stack = new AsyncDisposableStack();
  const apart = stack.use(await testWorld());
  const cable = stack.use(await cuttable(apart.redisUrl));
  const redis = connectRedis({ url: cable.url, onError: () => {}, failsFast: true });
  stack.defer(() => redis.disconnect());
  await whenRedisReady(redis);
  const queues = stack.use(createQueues({ redis, prefix: apart.prefix }));
  const env = apart.env({ WORKER_ROLES: 'relay' });
  const parts = { database: apart.database, databaseUrl: env.DATABASE_URL, prefix: apart.prefix };
  const context = {
    ...parts,
    queues,
    publisher: redis,
    metrics: createMetrics(),
    log: pino({ level: 'silent' }),
  };
  stack.use(startRelay(context, { resignAfterMs: 500, standBackMs: 60_000 }));
  const isAllPublished = () =>
    waitFor(async () => (await apart.scope.db.outboxEvent.count({ where: { publishedAt: null } })) === 0);
  await storeInboundEvent(apart.scope, apart.channelId, customerMessage('996555200003', 'раз'));
  await isAllPublished();
  cable.cut();
  stack.use(await startWorker(env, pino({ level: 'error' })));
  await storeInboundEvent(apart.scope, apart.channelId, customerMessage('996555200003', 'два'));
  await isAllPublished();
});

test('while Redis takes nothing, dashboards hear of what comes all the same, and the jobs follow', async () => {
  await using stack = new AsyncDisposableStack();
  const apart = stack.use(await testWorld());
  const { url } = stack.use(await killableRedis(apart.folder));
  const redis = connectRedis({ url, onError: () => {}, failsFast: true });
  stack.defer(() => redis.disconnect());
  await whenRedisReady(redis);
  const hearing = new Redis(url);
  stack.defer(() => hearing.disconnect());
  const told: RealtimeEnvelope[] = [];
  hearing.on('message', (_topic, text) => told.push(realtimeEnvelope.parse(JSON.parse(text))));
  await hearing.subscribe(realtimeTopic(apart.scope.organizationId, apart.prefix));
  const queues = stack.use(createQueues({ redis, prefix: apart.prefix }));
  const databaseUrl = apart.env().DATABASE_URL;
  const parts = {
    ...{ database: apart.database, databaseUrl, prefix: apart.prefix },
    queues,
    publisher: redis,
  };
  await redis.config('SET', 'maxmemory', '1');
  const relay = startRelay(
    { ...parts, metrics: createMetrics(), log: pino({ level: 'silent' }) },
    { resignAfterMs: 0, standBackMs: 60_000 },
  );
  stack.use(relay);
  const jobs = { topic: 'JOB' as const, publishedAt: null };
  const write = async (n: number) => {
    await storeInboundEvent(apart.scope, apart.channelId, customerMessage('996555200005', String(n)));
    const what = `dashboards that hear of message ${n}`;
    await waitFor(() => told.filter(({ event }) => event.kind === 'messages.created').length === n, { what });
  };
  // More jobs than are published at once, before all else.
  const { organizationId } = apart.scope;
  const send = { organizationId, channelId: apart.channelId, messageId: newId(), priority: '10' };
  await apart.scope.transaction(async (tx) => {
    for (let n = 0; n < RELAY_BATCH; n += 1) await tx.outbox.job({ name: 'message.send', payload: send });
  });
  await write(1);
  await write(2);
  expect(await apart.scope.db.outboxEvent.count({ where: jobs })).toBe(RELAY_BATCH + 2);
  expect(relay.isLeading()).toBe(true);
  await redis.config('SET', 'maxmemory', '0');
  await waitFor(async () => (await apart.scope.db.outboxEvent.count({ where: jobs })) === 0);
  const cursors = told.map(({ cursor }) => BigInt(cursor));
  expect(cursors).toEqual([...new Set(cursors)].toSorted((a, b) => Number(a - b)));
});

test('a relay whose machine is gone without a word is followed by another worker', async () => {
  await using stack = new AsyncDisposableStack();
  const apart = stack.use(await testWorld());
  const env = apart.env({ WORKER_ROLES: 'relay' });
  const cable = stack.use(await cuttable(env.DATABASE_URL));
  const gone = apart.env({ WORKER_ROLES: 'relay', DATABASE_URL: cable.url });
  const first = await startWorker(gone, pino({ level: 'silent' }));
  stack.defer(() => first[Symbol.asyncDispose]());
  // PostgreSQL is not told that it is gone.
  stack.defer(() => cable.mend());
  const isAllPublished = () =>
    waitFor(async () => (await apart.scope.db.outboxEvent.count({ where: { publishedAt: null } })) === 0);
  await storeInboundEvent(apart.scope, apart.channelId, customerMessage('996555200004', 'раз'));
  await isAllPublished();
  cable.swallowAll();
  stack.use(await startWorker(env, pino({ level: 'error' })));
  await storeInboundEvent(apart.scope, apart.channelId, customerMessage('996555200004', 'два'));
  await isAllPublished();
});

test('health, readiness and numbers are told', async () => {
  const get = (path: string) => fetch(`http://127.0.0.1:${worker.port}${path}`);
  expect((await get('/health')).status).toBe(200);
  await expect
    .poll(async () => (await get('/ready')).json())
    .toEqual({ status: 'ready', checks: { database: true, redis: true } });
  expect(await (await get('/metrics')).text()).toContain('soul_outbox_published_total{topic="JOB"}');
  expect((await get('/other')).status).toBe(404);
});
