import { randomUUID } from 'node:crypto';
import { waitFor } from '@soul-kg-crm/tooling/test-world';
import type { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { INCOMING_QUEUE, processInbound } from '../src/catalogue.ts';
import { createTurns } from '../src/fair/turns.ts';
import { createJobWorker, createQueues, type JobToAdd, type Queues } from '../src/index.ts';
import { type ConnectedRedis, connectedRedis } from './support/redis.ts';

const [CROWD, OTHER, THIRD] = [randomUUID(), randomUUID(), randomUUID()];

let server: ConnectedRedis;
let redis: Redis;

beforeAll(async () => {
  server = await connectedRedis();
  redis = server.redis;
});

afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
});

/** A queue of its own for each test. */
function world() {
  const prefix = `${server.prefix}-${randomUUID()}`;
  const queues: Queues = createQueues({ redis, prefix });
  const done: string[] = [];
  const jobs = (organizationId: string, count: number): JobToAdd[] =>
    Array.from({ length: count }, () => ({
      ...processInbound.of({ organizationId, inboundEventIds: [randomUUID()] }),
      key: randomUUID(),
    }));
  const work = (handle: (organizationId: string) => Promise<void>, concurrency = 1) =>
    createJobWorker(processInbound, {
      ...{ redis, prefix, queueName: INCOMING_QUEUE, concurrency },
      handle: async ({ payload: { organizationId } }) => {
        await handle(organizationId);
        done.push(organizationId);
      },
      onError: () => {},
      onTrouble: () => {},
    });
  return { queues, prefix, jobs, work, done };
}

test('a crowd of one organisation delays nobody else: whoever comes later is next but one', async () => {
  const { queues, jobs, work, done } = world();
  await using _queues = queues;
  await queues.add(jobs(CROWD, 300));
  await queues.add([...jobs(OTHER, 2), ...jobs(THIRD, 1)]);
  await using _worker = work(async () => {});
  await waitFor(() => done.length === 303);
  expect(done.indexOf(OTHER)).toBeLessThanOrEqual(2);
  expect(done.indexOf(THIRD)).toBeLessThanOrEqual(3);
  expect(done.lastIndexOf(OTHER)).toBeLessThanOrEqual(5);
});

test('two crowds take turns, and the one that came first has neither lost nor saved up any', async () => {
  const { queues, jobs, work, done } = world();
  await using _queues = queues;
  await queues.add(jobs(CROWD, 100));
  let isAdded = false;
  await using _worker = work(async () => {
    if (done.length < 40 || isAdded) return;
    isAdded = true;
    await queues.add(jobs(OTHER, 60));
  });
  await waitFor(() => done.length === 160);
  const together = done.slice(50, 90);
  const ofCrowd = together.filter((organizationId) => organizationId === CROWD).length;
  expect(ofCrowd).toBeGreaterThanOrEqual(18);
  expect(ofCrowd).toBeLessThanOrEqual(22);
});

test('at most two of an organisation are at work at once, and others beside them', async () => {
  const { queues, jobs, work, done } = world();
  await using _queues = queues;
  const atWork = new Map<string, number>();
  let most = 0;
  const gate = Promise.withResolvers<void>();
  await queues.add([...jobs(CROWD, 6), ...jobs(OTHER, 6)]);
  await using _worker = work(async (organizationId) => {
    const count = (atWork.get(organizationId) ?? 0) + 1;
    atWork.set(organizationId, count);
    most = Math.max(most, count);
    await gate.promise;
    atWork.set(organizationId, (atWork.get(organizationId) ?? 0) - 1);
  }, 8);
  await waitFor(() => atWork.get(CROWD) === 2 && atWork.get(OTHER) === 2);
  gate.resolve();
  await waitFor(() => done.length === 12);
  expect(most).toBe(2);
});

test('what is put on the queue again takes no turn from who it belongs to', async () => {
  const { queues, jobs, work, done } = world();
  await using _queues = queues;
  const backlog = jobs(CROWD, 20);
  await queues.add(backlog);
  await queues.add(jobs(OTHER, 100));
  for (let n = 0; n < 15; n += 1) await queues.add(backlog);
  await queues.add([...jobs(CROWD, 1), ...jobs(THIRD, 1)]);
  await using _worker = work(async () => {});
  await waitFor(() => done.length === 122);
  expect(done.lastIndexOf(CROWD)).toBeLessThanOrEqual(43);
});

test('within an organisation the order stays, however the queue runs dry', async () => {
  const { queues, prefix } = world();
  await using _queues = queues;
  const done: string[] = [];
  const eventIds = Array.from({ length: 200 }, () => randomUUID());
  await using _worker = createJobWorker(processInbound, {
    ...{ redis, prefix, queueName: INCOMING_QUEUE, concurrency: 1 },
    handle: async ({ payload: { inboundEventIds } }) => void done.push(...inboundEventIds),
    onError: () => {},
    onTrouble: () => {},
  });
  for (let n = 0; n < eventIds.length; n += 10) {
    const batch = eventIds.slice(n, n + 10);
    await queues.add(
      batch.map((id) => ({
        ...processInbound.of({ organizationId: CROWD, inboundEventIds: [id] }),
        key: '1',
      })),
    );
  }
  await waitFor(() => done.length === eventIds.length);
  expect(done).toEqual(eventIds);
});

test('turns that are used up begin anew when nothing waits', async () => {
  const { queues, prefix, jobs, work, done } = world();
  await using _queues = queues;
  const turns = createTurns({ redis, prefix, queueName: INCOMING_QUEUE });
  const take = async (owner: string) => (await turns.take([{ owner, jobId: randomUUID() }]))[0];
  await queues.add(jobs(CROWD, 3));
  await turns.serve(2 ** 21 - 2);
  expect(await take(OTHER)).toBe(2 ** 21 - 1);
  expect(await take(OTHER)).toBe(2 ** 21 - 1);
  await using _worker = work(async () => {});
  await waitFor(() => done.length === 3);
  expect(await take(OTHER)).toBe(1);
});
