import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { killableRedis, waitFor } from '@soul-kg-crm/tooling/test-world';
import { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sendMessage, sendQueueName } from '../src/catalogue.ts';
import {
  checkRedis,
  connectRedis,
  createJobWorker,
  createQueues,
  GiveUpError,
  type Queues,
  WaitError,
} from '../src/index.ts';
import { type ConnectedRedis, connectedRedis } from './support/redis.ts';

let server: ConnectedRedis;
let redis: Redis;
let queues: Queues;

beforeAll(async () => {
  server = await connectedRedis();
  redis = server.redis;
  queues = createQueues({ redis, prefix: server.prefix });
});

afterAll(async () => {
  await queues?.[Symbol.asyncDispose]();
  await server?.[Symbol.asyncDispose]();
});

/** A channel of its own for each test, so that their queues are apart. */
function channel() {
  const channelId = randomUUID();
  const job = (messageId: string, key: string, isTransient = false) => ({
    ...sendMessage.of({ organizationId: randomUUID(), channelId, messageId }),
    key,
    isTransient,
  });
  const work = (
    handle: (messageId: string, isLastAttempt: boolean) => Promise<void>,
    options: { startsPaused?: boolean; waitsOut?: (error: unknown) => boolean } = {},
  ) =>
    createJobWorker(
      { ...sendMessage, backoffMs: 10 },
      {
        redis,
        prefix: server.prefix,
        queueName: sendQueueName(channelId),
        concurrency: 1,
        ...options,
        handle: ({ payload, isLastAttempt }) => handle(payload.messageId, isLastAttempt),
        onError: () => {},
        onTrouble: () => {},
      },
    );
  const name = sendQueueName(channelId);
  return { job, work, name, depth: () => queues.depth(name) };
}

test('an announcement published twice is one job, a new announcement a new one', async () => {
  const { job, depth } = channel();
  const messageId = randomUUID();
  await queues.add([job(messageId, '1'), job(messageId, '1')]);
  await queues.add([job(messageId, '1'), job(messageId, '2')]);
  expect(await depth()).toBe(2);
});

test('a limit of the time before the clock was set back holds a queue up for a moment', async () => {
  const { job, work, name } = channel();
  const handled: string[] = [];
  // What is left of a wait of a second when Redis' clock is set back by six hours.
  await redis.set(`${server.prefix}:${name}:limiter`, Number.MAX_SAFE_INTEGER, 'PX', 6 * 3_600_000);
  await using _worker = work(async (id) => void handled.push(id));
  const messageId = randomUUID();
  await queues.add([job(messageId, '1')]);
  await waitFor(async () => handled.includes(messageId));
});

test('a handler that gives up is not called again; its failed job does not stop the next announcement', async () => {
  const { job, work, depth } = channel();
  const messageId = randomUUID();
  const calls: string[] = [];
  await using _worker = work(async (id) => {
    calls.push(id);
    throw new GiveUpError('refused');
  });
  await queues.add([job(messageId, '1')]);
  await waitFor(async () => calls.length === 1 && (await depth()) === 0);
  await queues.add([job(messageId, '2')]);
  await waitFor(() => calls.length === 2);
});

test('a transient job that has failed leaves its place to the same job', async () => {
  const { job, work, depth } = channel();
  const messageId = randomUUID();
  let attempts = 0;
  await using _worker = work(async () => {
    attempts += 1;
    throw new GiveUpError('later');
  });
  for (const expected of [1, 2]) {
    await queues.add([job(messageId, 'sweep', true)]);
    await waitFor(async () => attempts === expected && (await depth()) === 0);
  }
});

test('paused it takes nothing, resumed it takes all in order', async () => {
  const { job, work } = channel();
  const ids = Array.from({ length: 5 }, () => randomUUID());
  const taken: string[] = [];
  await using worker = work(
    async (id) => {
      taken.push(id);
    },
    { startsPaused: true },
  );
  await queues.add(ids.map((id) => job(id, '1')));
  expect(taken).toEqual([]);
  worker.resume();
  await waitFor(() => taken.length === 5);
  expect(taken).toEqual(ids);
  worker.pause();
  await queues.add([job(randomUUID(), '1')]);
  worker.resume();
  await waitFor(() => taken.length === 6);
});

test('what says nothing of the job is waited out, without using up an attempt', async () => {
  const { job, work } = channel();
  const attempts: boolean[] = [];
  let isAway = true;
  await using _worker = work(
    async (_id, isLastAttempt) => {
      attempts.push(isLastAttempt);
      if (isAway) throw new Error('the database is away');
    },
    { waitsOut: (error) => error instanceof Error && error.message.includes('away') },
  );
  const given = job(randomUUID(), '1');
  await queues.add([given]);
  await waitFor(() => attempts.length >= 2);
  isAway = false;
  await waitFor(async () => (await queues.depth(sendQueueName(given.payload.channelId))) === 0);
  expect(attempts).not.toContain(true);
});

test('a worker that starts while Redis is away works when it is back', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'queue-'));
  await using stack = new AsyncDisposableStack();
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const server = stack.use(await killableRedis(folder));
  await server.kill();
  const connection = connectRedis({ url: server.url, onError: () => {} });
  stack.defer(() => connection.disconnect());
  const taken: string[] = [];
  const { messageId, channelId, organizationId } = {
    messageId: randomUUID(),
    channelId: randomUUID(),
    organizationId: randomUUID(),
  };
  stack.use(
    createJobWorker(sendMessage, {
      redis: connection,
      queueName: sendQueueName(channelId),
      concurrency: 1,
      handle: async ({ payload }) => void taken.push(payload.messageId),
      onError: () => {},
      onTrouble: () => {},
    }),
  );
  await server.start();
  const producer = stack.use(createQueues({ redis: connection }));
  await producer.add([{ ...sendMessage.of({ organizationId, channelId, messageId }), key: '1' }]);
  await waitFor(() => taken.length === 1, { timeoutMs: 20_000 });
}, 40_000);

test('a queue that was first asked for while Redis was away takes jobs when it is back', async () => {
  await using stack = new AsyncDisposableStack();
  const folder = await mkdtemp(path.join(tmpdir(), 'queues-'));
  stack.defer(() => rm(folder, { recursive: true }));
  const away = stack.use(await killableRedis(folder));
  const connection = connectRedis({ url: away.url, onError: () => {}, failsFast: true });
  stack.defer(() => connection.disconnect());
  await waitFor(() => connection.status === 'ready');
  await away.kill();
  await waitFor(() => connection.status !== 'ready');
  const producer = stack.use(createQueues({ redis: connection }));
  const [organizationId, channelId, messageId] = [randomUUID(), randomUUID(), randomUUID()];
  const job = { ...sendMessage.of({ organizationId, channelId, messageId }), key: '1' };
  await expect(producer.add([job])).rejects.toThrow();
  await expect(producer.depth(sendQueueName(channelId))).rejects.toThrow();
  await away.start();
  await waitFor(() => connection.status === 'ready', { timeoutMs: 20_000 });
  await producer.add([job]);
  expect(await producer.depth(sendQueueName(channelId))).toBe(1);
}, 40_000);

test('what is urgent goes first, whatever came before; within one priority the order stays', async () => {
  const { job, work } = channel();
  const given = ['1', '5', '1', '10', '5'].map((priority) => {
    const one = job(randomUUID(), '1');
    return { ...one, payload: { ...one.payload, priority } };
  });
  await queues.add(given);
  const taken: string[] = [];
  await using _worker = work(async (id) => {
    taken.push(id);
  });
  await waitFor(() => taken.length === 5);
  expect(taken).toEqual([3, 1, 4, 0, 2].map((index) => given[index]?.payload.messageId));
});

test('closing waits for the job at work', async () => {
  const { job, work } = channel();
  const started = Promise.withResolvers<void>();
  const finish = Promise.withResolvers<void>();
  let isFinished = false;
  const worker = work(async () => {
    started.resolve();
    await finish.promise;
    isFinished = true;
  });
  await queues.add([job(randomUUID(), '1')]);
  await started.promise;
  const closed = worker.close();
  finish.resolve();
  await closed;
  expect(isFinished).toBe(true);
});

test('closing does not wait for a Redis that is away', async () => {
  await using stack = new AsyncDisposableStack();
  const folder = await mkdtemp(path.join(tmpdir(), 'closing-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const away = stack.use(await killableRedis(folder));
  const connection = connectRedis({ url: away.url, onError: () => {} });
  stack.defer(() => connection.disconnect());
  const [organizationId, channelId, messageId] = [randomUUID(), randomUUID(), randomUUID()];
  const started = Promise.withResolvers<void>();
  const worker = createJobWorker(sendMessage, {
    ...{
      redis: connection,
      queueName: sendQueueName(channelId),
      concurrency: 1,
      onError: () => {},
      onTrouble: () => {},
    },
    handle: async () => {
      started.resolve();
      await waitFor(() => connection.status !== 'ready');
      await connection.get('what it needs');
    },
  });
  const producer = stack.use(createQueues({ redis: connection }));
  await producer.add([{ ...sendMessage.of({ organizationId, channelId, messageId }), key: '1' }]);
  await started.promise;
  await away.kill();
  await worker.close();
  expect(worker.atWork()).toBe(1);
  // It ends when Redis is back.
  await away.start();
  await waitFor(() => worker.atWork() === 0, { timeoutMs: 20_000 });
}, 40_000);

test('a job that is done leaves nothing on its queue', async () => {
  const { job, work, depth } = channel();
  const given = job(randomUUID(), '1');
  await using _worker = work(async () => {});
  await queues.add([given]);
  const queueName = sendQueueName(given.payload.channelId);
  await waitFor(async () => (await depth()) === 0);
  expect(await queues.handle(queueName).getJobCountByTypes('completed', 'failed', 'delayed')).toBe(0);
  expect(await queues.handle(queueName).getJob(`${given.payload.messageId}-1`)).toBeUndefined();
});

test('a queue that has to wait stands still by its own limiter, and no attempt is lost', async () => {
  const { job, work, depth } = channel();
  const given = job(randomUUID(), '1');
  const attempts: boolean[] = [];
  await using _worker = work(async (_id, isLastAttempt) => {
    attempts.push(isLastAttempt);
    if (attempts.length <= 4) throw new WaitError(attempts.length === 1 ? 1_500 : 1);
  });
  await queues.add([given]);
  const queue = queues.handle(sendQueueName(given.payload.channelId));
  await waitFor(async () => (await queue.getRateLimitTtl(1_000)) > 0, { intervalMs: 5 });
  expect(attempts).toHaveLength(1);
  expect(await depth()).toBe(1);
  await waitFor(async () => (await depth()) === 0);
  expect(attempts).toEqual([false, false, false, false, false]);
});

test('a Redis that evicts keys is refused, one without append-only file is risky', async () => {
  const answering = (policy: string, aof: string) => ({
    info: async () => `# Memory\r\nmaxmemory_policy:${policy}\r\naof_enabled:${aof}\r\n`,
  });
  await expect(checkRedis(answering('allkeys-lru', '1'))).rejects.toThrow('noeviction');
  expect((await checkRedis(answering('noeviction', '0'))).warnings).toHaveLength(1);
  expect(await checkRedis(redis)).toEqual({ warnings: expect.any(Array) });
});

test('a job that failed is kept on its queue, with why', async () => {
  const { job, work } = channel();
  const given = job(randomUUID(), '1');
  await using _worker = work(async () => {
    throw new GiveUpError('NOT_ON_WHATSAPP');
  });
  await queues.add([given]);
  await using queue = disposable(
    new Queue(sendQueueName(given.payload.channelId), { connection: redis, prefix: server.prefix }),
  );
  const failed = await waitFor(async () => (await queue.value.getFailed())[0]);
  expect(failed.failedReason).toBe('NOT_ON_WHATSAPP');
});

function disposable(queue: Queue) {
  return { value: queue, [Symbol.asyncDispose]: () => queue.close() };
}

test('what Redis keeps of a failure is its name, since its words may quote a customer', async () => {
  const { job, work } = channel();
  const added = job(randomUUID(), '1');
  await queues.add([added]);
  await using _worker = work(async () => {
    throw new RangeError('тайна');
  });
  await using queue = disposable(
    new Queue(sendQueueName(added.payload.channelId), { connection: redis, prefix: server.prefix }),
  );
  // After its first attempt it waits for the next one.
  const failed = await waitFor(async () => (await queue.value.getDelayed())[0]);
  expect(failed.failedReason).toBe('RangeError');
  expect(JSON.stringify(failed.stacktrace)).not.toContain('тайна');
});
