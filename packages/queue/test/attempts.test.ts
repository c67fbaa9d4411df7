import { randomUUID } from 'node:crypto';
import { waitFor } from '@soul-kg-crm/tooling/test-world';
import type { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { processInbound, sendMessage } from '../src/catalogue.ts';
import type { JobDefinition, JobPayload } from '../src/define-job.ts';
import { createJobWorker, createQueues, type JobToAdd, type Queues } from '../src/index.ts';
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

/** When each attempt of a job that fails every time was made, and whether it knew that it was the last. */
async function attemptsOf<Payload extends JobPayload>(
  definition: JobDefinition<string, Payload>,
  job: JobToAdd,
) {
  const attempts: { atMs: number; isLastAttempt: boolean }[] = [];
  const queueName = definition.queueName(definition.payload.parse(job.payload));
  await using _worker = createJobWorker(definition, {
    ...{ redis, queueName, prefix: server.prefix, concurrency: 1 },
    handle: async ({ isLastAttempt }) => {
      attempts.push({ atMs: performance.now(), isLastAttempt });
      throw new Error('again');
    },
    onError: () => {},
    onTrouble: () => {},
  });
  await queues.add([job]);
  await waitFor(async () => attempts.length >= 3 && (await queues.depth(queueName)) === 0, {
    timeoutMs: 15_000,
  });
  expect(attempts.map(({ isLastAttempt }) => isLastAttempt)).toEqual([false, false, true]);
  // That it was no longer than that the job itself tells: a machine under load is late.
  const [failed] = await queues.handle(queueName).getFailed();
  expect(failed?.opts).toMatchObject({ attempts: 3, backoff: { type: 'exponential', delay: 2_000 } });
  return attempts.slice(1).map(({ atMs }, index) => atMs - (attempts[index]?.atMs ?? 0));
}

/** The back-off comes with the job, from the catalogue. */
function expectBackOff([first = 0, second = 0]: number[]): void {
  expect(first).toBeGreaterThanOrEqual(1_950);
  expect(second).toBeGreaterThanOrEqual(3_950);
}

test.concurrent('a send is tried three times, 2 s and then 4 s apart', async () => {
  const payload = { organizationId: randomUUID(), channelId: randomUUID(), messageId: randomUUID() };
  expectBackOff(await attemptsOf(sendMessage, { ...sendMessage.of(payload), key: '1' }));
});

test.concurrent('what came in is tried three times on its queue, 2 s and then 4 s apart', async () => {
  const payload = { organizationId: randomUUID(), inboundEventIds: [randomUUID()] as [string] };
  expect(processInbound.queueName(payload)).toBe('whatsapp-incoming-process');
  expectBackOff(await attemptsOf(processInbound, { ...processInbound.of(payload), key: '1' }));
});
