import { createDatabase } from '@soul-kg-crm/database';
import { createLocalMediaStorage } from '@soul-kg-crm/domain';
import { connectRedis, createQueues, DEFAULT_PREFIX, type JobWorker } from '@soul-kg-crm/queue';
import type { WorkerContext } from '@soul-kg-crm/worker/context';
import { createMetrics } from '@soul-kg-crm/worker/metrics';
import { createSendLedger, openSendLane } from '@soul-kg-crm/worker/outbound';
import { Queue, Worker } from 'bullmq';
import { pino } from 'pino';
import * as z from 'zod';

// A worker's send lanes with a transport that takes no time, started by bench/outbound.ts, which tells it what to do.

const { DATABASE_URL: databaseUrl = '', REDIS_URL = '' } = process.env;
const database = createDatabase({ url: databaseUrl, maxConnections: 15 });
const redis = connectRedis({ url: REDIS_URL, onError: () => {} });
const context: WorkerContext = {
  ...{ database, databaseUrl, redis, publisher: redis, prefix: DEFAULT_PREFIX },
  isUnlimited: true,
  queues: createQueues({ redis }),
  storage: createLocalMediaStorage('.data/bench'),
  ledger: createSendLedger(database),
  metrics: createMetrics(),
  log: pino({ level: 'warn' }),
};

const command = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('bare'), count: z.number(), atOnce: z.number() }),
  z.object({
    kind: z.literal('open'),
    organizationId: z.string(),
    channels: z.array(z.object({ channelId: z.string(), leaseGeneration: z.string() })),
  }),
  z.object({ kind: z.literal('send'), count: z.number() }),
]);
type Open = Extract<z.infer<typeof command>, { kind: 'open' }>;
let lanes: JobWorker[] = [];
/** A lane that pauses may let one more message through. */
let early = 0;
const countEarly = () => {
  early += 1;
};
let onSent = countEarly;

process.on('message', (message) => {
  const given = command.parse(message);
  if (given.kind === 'open') open(given);
  else void (given.kind === 'bare' ? bare(given) : send(given.count)).then((times) => process.send?.(times));
});
process.send?.({ ready: true });
process.on('disconnect', () => process.exit(0));

/** As many jobs, and nothing done with them. */
async function bare({ count, atOnce }: { count: number; atOnce: number }) {
  const queue = new Queue('bare', { connection: redis });
  const jobs = Array.from({ length: count }, (_, n) => ({
    name: 'nothing',
    data: { n: String(n) },
    opts: OPTIONS,
  }));
  await queue.addBulk(jobs);
  const clock = countTo(count);
  const worker = new Worker('bare', async () => clock.done(), { connection: redis, concurrency: atOnce });
  const times = await clock.finished;
  await worker.close();
  await queue.close();
  return times;
}

const OPTIONS = { removeOnComplete: true, priority: 10 };

/** As where the numbers have been connected for a while. */
function open({ organizationId, channels }: Open): void {
  const client = {
    send: async ({ chatId, sendKey }: { chatId: string; sendKey: string }) => {
      onSent();
      return { providerMessageId: `true_${chatId}_${sendKey}`, ack: null };
    },
    findSent: async () => null,
    newChatLimits: async () => ({ isLocked: false, lockedUntilMs: null, quota: null, used: null }),
  };
  lanes = channels.map(({ channelId, leaseGeneration }) =>
    openSendLane(
      context,
      { organizationId, channelId, leaseGeneration: BigInt(leaseGeneration) },
      () => client,
    ),
  );
}

async function send(count: number) {
  const clock = countTo(count);
  for (; early > 0; early -= 1) clock.done();
  onSent = clock.done;
  for (const lane of lanes) lane.resume();
  const times = await clock.finished;
  onSent = countEarly;
  for (const lane of lanes) lane.pause();
  return times;
}

/** Milliseconds from the first to the last, and of the first and the last tenth. */
function countTo(count: number) {
  const { promise: finished, resolve } = Promise.withResolvers<{
    ms: number;
    firstMs: number;
    lastMs: number;
  }>();
  const startedMs = performance.now();
  const tenth = count / 10;
  let number = 0;
  let firstMs = 0;
  let lastStartMs = 0;
  return {
    finished,
    done: () => {
      number += 1;
      const nowMs = performance.now();
      if (number === tenth) firstMs = nowMs - startedMs;
      if (number === count - tenth) lastStartMs = nowMs;
      if (number === count) resolve({ ms: nowMs - startedMs, firstMs, lastMs: nowMs - lastStartMs });
    },
  };
}
