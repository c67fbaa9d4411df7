import { setTimeout as pause } from 'node:timers/promises';
import { type Database, Prisma, type Scope } from '@soul-kg-crm/database';
import { createLocalMediaStorage, queueMessage, updateWhatsAppSettings } from '@soul-kg-crm/domain';
import { connectRedis, createQueues, DEFAULT_PREFIX, sendMessage } from '@soul-kg-crm/queue';
import { LeaseStore } from '@soul-kg-crm/whatsapp/leases';
import type { WorkerContext } from '@soul-kg-crm/worker/context';
import { createMetrics } from '@soul-kg-crm/worker/metrics';
import { createSendLedger, openSendLane } from '@soul-kg-crm/worker/outbound';
import { pino } from 'pino';
import * as z from 'zod';
import { report } from './support/figures.ts';
import { medianOfRuns, percentile } from './support/numbers.ts';
import { addOrganization, benchOrganization } from './support/organization.ts';
import { lineOf, startProgram } from './support/processes.ts';
import { benchRedis } from './support/redis.ts';

// One organisation has 10 000 messages waiting and is at its limit: how fast does another's message leave?
// node bench/fairness.ts: from the commit of an answer to its send, against the same while nobody else sends.

const RUNS = 3;
const SAMPLES = 100;
const FLOOD = 10_000;

await using stack = new AsyncDisposableStack();
const bench = stack.use(await benchOrganization());
const redisServer = stack.use(await benchRedis(bench.folder));
const redis = connectRedis({ url: redisServer.url, onError: () => {} });
stack.defer(() => redis.disconnect());
const { database } = bench;
const queues = stack.use(createQueues({ redis }));
const context: WorkerContext = {
  ...{ database, databaseUrl: bench.databaseUrl, redis, publisher: redis, prefix: DEFAULT_PREFIX, queues },
  isUnlimited: false,
  storage: createLocalMediaStorage(bench.folder),
  ledger: createSendLedger(database),
  metrics: createMetrics(),
  log: pino({ level: 'error' }),
};
const relay = stack.use(
  startProgram('apps/worker', 'src/main.ts', {
    ...{ DATABASE_URL: bench.databaseUrl, REDIS_URL: redisServer.url, WORKER_ROLES: 'relay', PORT: '0' },
    ...{ LOG_LEVEL: 'info', ENCRYPTION_KEY: Buffer.alloc(32).toString('base64') },
  }),
);
await lineOf(relay.child, /worker\.started/);

const quiet = await sender(database, await addOrganization(database));
const loud = await sender(database, bench);
const leftAt = new Map<string, () => void>();
const answers = stack.use(openLane(quiet, { ...context, isUnlimited: true }));
answers.resume();
await sample(20);

const middle = await medianOfRuns(RUNS, async () => {
  const idle = await sample(SAMPLES);
  await flood();
  const lane = openLane(loud, context);
  lane.resume();
  await pause(2_000);
  const busy = await sample(SAMPLES);
  await lane.close();
  await redis.del(...(await redis.keys(`${DEFAULT_PREFIX}:whatsapp-send-${loud.channelId}*`)));
  await loud.scope.db.message.updateMany({ where: { status: 'PENDING' }, data: { status: 'FAILED' } });
  return {
    ...{ idle: percentile(idle, 50), idle95: percentile(idle, 95) },
    ...{ busy: percentile(busy, 50), busy95: percentile(busy, 95) },
    ratio: percentile(busy, 95) / percentile(idle, 95),
  };
});

report(`fairness: another organisation has ${FLOOD} messages waiting and is at its limit`, [
  {
    what: 'an answer leaves, nobody else sends',
    value: middle.idle,
    unit: 'ms',
    p95: { value: middle.idle95 },
  },
  {
    what: 'an answer leaves, the other one floods',
    value: middle.busy,
    unit: 'ms',
    p95: { value: middle.busy95 },
  },
  {
    what: 'p95 beside the flood',
    value: middle.ratio,
    unit: 'times',
    ratio: { of: middle.ratio, to: 'p95 alone', atMost: 1.5 },
  },
]);

type Sender = Awaited<ReturnType<typeof sender>>;

/** An organisation with its number's lease and one conversation. */
async function sender(from: Database, made: { organizationId: string; channelId: string }) {
  const scope: Scope = from.forOrganization(made.organizationId);
  const workerId = crypto.randomUUID();
  const leases = new LeaseStore(from.system, 3_600_000);
  await leases.beat({ workerId, name: 'bench', capacity: 1, isStopping: false }, []);
  const [lease] = await leases.acquire(workerId, [made.channelId]);
  const client = await scope.db.client.create({ data: { name: 'Client' } });
  const chat = { channelId: made.channelId, clientId: client.id, providerChatId: '996555000000@c.us' };
  const { id: conversationId } = await scope.db.conversation.create({ data: chat });
  const patch = { rateLimiting: { messagesPerMinute: 20 } };
  await updateWhatsAppSettings(scope, { patch, actorId: null });
  return { ...made, scope, conversationId, leaseGeneration: lease?.generation ?? 0n };
}

function openLane({ organizationId, channelId, leaseGeneration }: Sender, on: WorkerContext) {
  const client = {
    send: async ({ content, chatId, sendKey }: { content: string; chatId: string; sendKey: string }) => {
      leftAt.get(content)?.();
      return { providerMessageId: `true_${chatId}_${sendKey}`, ack: null };
    },
    findSent: async () => null,
    newChatLimits: async () => ({ isLocked: false, lockedUntilMs: null, quota: null, used: null }),
  };
  return openSendLane(on, { organizationId, channelId, leaseGeneration }, () => client);
}

/** Milliseconds from the commit of an answer until it is sent, one after the other. */
async function sample(count: number): Promise<number[]> {
  const times: number[] = [];
  for (let n = 0; n < count; n += 1) {
    const content = crypto.randomUUID();
    const { promise: left, resolve } = Promise.withResolvers<void>();
    leftAt.set(content, resolve);
    const { conversationId } = quiet;
    await queueMessage(quiet.scope, { conversationId, content, sender: 'HUMAN', senderId: null });
    const committedMs = performance.now();
    await left;
    times.push(performance.now() - committedMs);
    leftAt.delete(content);
  }
  return times;
}

async function flood(): Promise<void> {
  const { organizationId, channelId, conversationId } = loud;
  const rows = z.array(z.object({ id: z.uuid() })).parse(
    await database.statement(Prisma.sql`
      INSERT INTO messages (id, organization_id, channel_id, conversation_id, direction, sender, content)
      SELECT gen_random_uuid(), ${organizationId}::uuid, ${channelId}::uuid, ${conversationId}::uuid,
        'OUTGOING', 'HUMAN', 'Скидки ' || n
      FROM generate_series(1, ${FLOOD}::int) AS n RETURNING id`),
  );
  await queues.add(
    rows.map(({ id: messageId }) => ({
      ...sendMessage.of({ organizationId, channelId, messageId, priority: '1' }),
      key: 'flood',
    })),
  );
}
