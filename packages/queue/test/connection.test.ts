import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { killableRedis, waitFor } from '@soul-kg-crm/tooling/test-world';
import { expect, test } from 'vitest';
import {
  connectRedis,
  createJobWorker,
  createQueues,
  sendMessage,
  sendQueueName,
  whenRedisReady,
} from '../src/index.ts';

test('a Redis that takes no writes any more is connected to anew: another one may have its address by now', async () => {
  await using stack = new AsyncDisposableStack();
  const folder = await mkdtemp(path.join(tmpdir(), 'replica-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const { url } = stack.use(await killableRedis(folder));
  const redis = connectRedis({ url, onError: () => {} });
  stack.defer(() => redis.disconnect());
  await whenRedisReady(redis);
  await redis.set('key', 'before');
  await redis.replicaof('127.0.0.1', '1');
  const connectsAnew = once(redis, 'reconnecting');
  await expect(redis.eval("return redis.call('SET', 'key', 'meanwhile')", 0)).rejects.toThrow('READONLY');
  await connectsAnew;
  await redis.replicaof('NO', 'ONE');
  expect(await redis.set('key', 'afterwards')).toBe('OK');
}, 30_000);

test('that Redis is away is told once, however many queues wait for it and however often they ask', async () => {
  await using stack = new AsyncDisposableStack();
  const folder = await mkdtemp(path.join(tmpdir(), 'away-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const server = stack.use(await killableRedis(folder));
  const told: string[] = [];
  const redis = connectRedis({
    url: server.url,
    onError: () => told.push('lost'),
    onBack: () => told.push('back'),
  });
  stack.defer(() => redis.disconnect());
  const troubles: Error[] = [];
  const handle = async () => {};
  for (const queueName of ['one', 'two', 'three']) {
    const onTrouble = (error: Error) => troubles.push(error);
    const told = { onError: () => {}, onTrouble };
    stack.use(createJobWorker(sendMessage, { redis, queueName, concurrency: 1, handle, ...told }));
  }
  await whenRedisReady(redis);
  for (let n = 0; n < 2; n += 1) {
    await server.kill();
    let attempts = 0;
    redis.on('reconnecting', () => {
      attempts += 1;
    });
    await waitFor(() => attempts >= 5, { what: 'some attempts to connect' });
    await server.start();
    await waitFor(() => told.at(-1) === 'back', { what: 'a Redis that is back' });
  }
  expect(told).toEqual(['lost', 'back', 'lost', 'back']);
  expect(troubles.length).toBeLessThan(2);
}, 60_000);

test('that Redis has forgotten a job that was done is trouble of the queue, and no failure of the job', async () => {
  await using stack = new AsyncDisposableStack();
  const folder = await mkdtemp(path.join(tmpdir(), 'forgets-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const { url } = stack.use(await killableRedis(folder));
  const redis = connectRedis({ url, onError: () => {} });
  stack.defer(() => redis.disconnect());
  const [organizationId, channelId, messageId] = [randomUUID(), randomUUID(), randomUUID()];
  const [failures, troubles]: [unknown[], string[]] = [[], []];
  const worker = createJobWorker(sendMessage, {
    ...{ redis, queueName: sendQueueName(channelId), concurrency: 1 },
    handle: async () => void (await redis.flushall()),
    onError: (_error, payload) => failures.push(payload),
    onTrouble: ({ message }) => troubles.push(message),
  });
  stack.use(worker);
  const producer = stack.use(createQueues({ redis }));
  await producer.add([{ ...sendMessage.of({ organizationId, channelId, messageId }), key: '1' }]);
  await waitFor(() => troubles.some((message) => message.startsWith('Missing key')));
  expect(failures).toEqual([]);
}, 30_000);
