import { fork } from 'node:child_process';
import { once } from 'node:events';
import { Prisma } from '@soul-kg-crm/database';
import { connectRedis, createQueues, sendMessage } from '@soul-kg-crm/queue';
import { fromRoot } from '@soul-kg-crm/tooling/paths';
import { LeaseStore } from '@soul-kg-crm/whatsapp/leases';
import * as z from 'zod';
import { cpuMicros } from './support/cpu.ts';
import { type Figure, report } from './support/figures.ts';
import { medianOfRuns } from './support/numbers.ts';
import { benchOrganization } from './support/organization.ts';
import { benchRedis } from './support/redis.ts';

// What an answer costs a worker whose transport takes no time: node bench/outbound.ts [messages]
// Message rows with their jobs on the queues of 50 numbers, and of 200: claimed, sent, recorded; against a BullMQ worker that
// does nothing with as many jobs, 50 or 200 at once.

const RUNS = 3;
const LANES = [50, 200];
const messages = Number(process.argv[2] ?? 10_000);

await using stack = new AsyncDisposableStack();
const bench = stack.use(await benchOrganization());
const redisServer = stack.use(await benchRedis(bench.folder));
const redis = connectRedis({ url: redisServer.url, onError: () => {} });
stack.defer(() => redis.disconnect());
const queues = stack.use(createQueues({ redis }));
const { database, organizationId } = bench;

const channels = await addChannels();
const worker = fork(fromRoot('bench/support/outbound-worker.ts'), {
  env: { ...process.env, DATABASE_URL: bench.databaseUrl, REDIS_URL: redisServer.url },
});
stack.defer(() => void worker.kill());
await told();
const pids = [worker.pid ?? 0, bench.postgresPid, redisServer.pid];

const reply = z.object({ ms: z.number(), firstMs: z.number(), lastMs: z.number() });
const ask = async (command: object) => {
  const answer = told();
  worker.send(command);
  return reply.parse((await answer)[0]);
};

worker.send({ kind: 'open', organizationId, channels });
const figures: Figure[] = [];
for (const lanes of LANES) figures.push(...(await figuresOf(lanes)));
const unsent = await bench.scope.db.message.count({ where: { status: { not: 'SENT' } } });
if (unsent > 0) throw new Error(`${unsent} messages are not sent`);

report(`outbound: ${messages} messages`, figures);

/** What the worker says next; rejects where it dies instead. */
async function told(): Promise<unknown[]> {
  const listening = new AbortController();
  const { signal } = listening;
  const died = once(worker, 'exit', { signal }).then(() => {
    throw new Error('the worker died');
  });
  try {
    return await Promise.race([once(worker, 'message', { signal }), died]);
  } finally {
    listening.abort();
  }
}

/** Of so many numbers at work. */
async function figuresOf(lanes: number): Promise<Figure[]> {
  const bare = () => redis.flushall().then(() => ask({ kind: 'bare', count: messages, atOnce: lanes }));
  const send = () => ask({ kind: 'send', count: messages });
  await bare();
  await prepare(messages, lanes);
  await send();
  const middle = await medianOfRuns(RUNS, async () => {
    const idle = await measured(bare);
    await prepare(messages, lanes);
    const sent = await measured(send);
    return {
      bare: (messages / idle.ms) * 1_000,
      sent: (messages / sent.ms) * 1_000,
      ratio: idle.ms / sent.ms,
      slowing: sent.lastMs / sent.firstMs,
      ...{ bareCpu: idle.cpu, cpu: sent.cpu },
    };
  });
  return [
    {
      what: `jobs that do nothing, ${lanes} at once`,
      value: middle.bare,
      unit: '/s',
      cpuMicros: { value: middle.bareCpu },
    },
    {
      what: `claimed, sent, recorded on ${lanes} numbers`,
      value: middle.sent,
      unit: '/s',
      ratio: { of: middle.ratio, to: 'doing nothing', atLeast: 0.3 },
      cpuMicros: { value: middle.cpu },
    },
    {
      what: 'the last tenth',
      value: middle.slowing,
      unit: 'times',
      ratio: { of: middle.slowing, to: 'the first tenth', atMost: 1.1 },
    },
  ];
}

async function measured(work: () => Promise<z.infer<typeof reply>>) {
  const before = await cpuMicros(pids);
  const times = await work();
  return { ...times, cpu: ((await cpuMicros(pids)) - before) / messages };
}

/** The messages of a run, and their jobs. */
async function prepare(count: number, lanes: number): Promise<void> {
  await redis.flushall();
  await database.statement(
    Prisma.sql`TRUNCATE outbox_events, broadcast_recipients, messages, inbound_events`,
  );
  const ids = channels.slice(0, lanes).map(({ channelId }) => channelId);
  const rows = z.array(z.object({ id: z.uuid(), channel_id: z.uuid() })).parse(
    await database.statement(Prisma.sql`
      WITH made AS (
        SELECT ('01a1fe44-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid AS id, c.id AS conversation_id, c.channel_id, n
        FROM generate_series(0, ${count - 1}::int) AS n
        JOIN LATERAL (SELECT * FROM conversations
          WHERE channel_id = (${ids}::uuid[])[n % ${lanes}::int + 1]) AS c ON true)
      INSERT INTO messages (id, organization_id, channel_id, conversation_id, direction, sender, content, send_key)
      SELECT id, ${organizationId}::uuid, channel_id, conversation_id, 'OUTGOING', 'HUMAN', 'Ответ ' || n,
        '3EB0' || upper(substr(md5(n::text), 1, 18))
      FROM made RETURNING id, channel_id`),
  );
  await database.statement(Prisma.sql`
    UPDATE conversations c SET last_message_id = m.id
    FROM (SELECT DISTINCT ON (conversation_id) conversation_id, id FROM messages) AS m WHERE m.conversation_id = c.id`);
  await database.statement(Prisma.sql`ANALYZE messages`);
  const jobs = rows.map(({ id: messageId, channel_id: channelId }) => ({
    ...sendMessage.of({ organizationId, channelId, messageId, priority: '1' }),
    key: 'bench',
  }));
  await queues.add(jobs);
}

/** Numbers with a lease and one conversation each. */
async function addChannels(): Promise<{ channelId: string; leaseGeneration: string }[]> {
  const { scope } = bench;
  const most = Math.max(...LANES);
  const first = await scope.db.channel.findFirstOrThrow();
  const ids: string[] = [];
  for (let n = 0; n < most; n += 1) {
    const { companyId } = first;
    const channel = await scope.db.channel.create({
      data: { organizationId, companyId, type: 'WHATSAPP', name: `Number ${n}` },
    });
    await scope.db.whatsAppSession.create({ data: { organizationId, channelId: channel.id } });
    const client = await scope.db.client.create({ data: { organizationId, name: `Client ${n}` } });
    const chat = { channelId: channel.id, clientId: client.id, providerChatId: `99655500${1_000 + n}@c.us` };
    await scope.db.conversation.create({ data: { organizationId, ...chat } });
    ids.push(channel.id);
  }
  const leases = new LeaseStore(database.system, 3_600_000);
  const workerId = crypto.randomUUID();
  await leases.beat({ workerId, name: 'bench', capacity: most, isStopping: false }, []);
  const taken = await leases.acquire(workerId, ids);
  return taken.map(({ channelId, generation }) => ({ channelId, leaseGeneration: String(generation) }));
}
