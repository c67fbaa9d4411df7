import { createHmac } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { cpuMicros } from './support/cpu.ts';
import { report } from './support/figures.ts';
import { load } from './support/load.ts';
import { medianOfRuns, percentile } from './support/numbers.ts';
import { benchOrganization } from './support/organization.ts';
import { lineOf, startProgram } from './support/processes.ts';
import { benchRedis } from './support/redis.ts';

// What an incoming message costs from the signature to the answer after the commit: node bench/inbound.ts [events]
// Stored with its contact and conversation, deduplicated, put on the queue, announced; against the same server's route
// that checks the signature, parses and answers. The relay works beside it, and its CPU counts.

const RUNS = 3;
const AT_ONCE = 50;
const PEOPLE = 1_000;
/** Until V8 has compiled what is measured. */
const WARM_UP = { verify: 30_000, store: 10_000 };
const LONE = 500;
const events = Number(process.argv[2] ?? 10_000);
const secret = 'bench';

await using stack = new AsyncDisposableStack();
const { database, scope, ...bench } = stack.use(await benchOrganization());
const redis = stack.use(await benchRedis(bench.folder));
const addresses = { DATABASE_URL: bench.databaseUrl, REDIS_URL: redis.url };
const relay = stack.use(
  startProgram('apps/worker', 'src/main.ts', {
    ...addresses,
    ...{
      WORKER_ROLES: 'relay',
      PORT: '0',
      LOG_LEVEL: 'info',
      ENCRYPTION_KEY: Buffer.alloc(32).toString('base64'),
    },
  }),
);
await lineOf(relay.child, /worker\.started/);
const server = stack.use(
  startProgram('bench', 'support/inbound-server.ts', {
    ...addresses,
    ...{ ORGANIZATION_ID: scope.organizationId, CHANNEL_ID: bench.channelId, SECRET: secret },
  }),
);
const port = Number((await lineOf(server.child, /listening (\d+)/))[1]);
const pids = [server.child.pid ?? 0, relay.child.pid ?? 0, bench.postgresPid, redis.pid];

let counter = 0;
const texts = (count: number) =>
  Array.from({ length: count }, () => {
    counter += 1;
    const digits = `996555${String(counter % PEOPLE).padStart(6, '0')}`;
    const body = JSON.stringify(notificationOf(digits, counter));
    return { body, signature: createHmac('sha256', secret).update(body).digest('hex') };
  });
const notificationOf = (digits: string, n: number) => ({
  object: 'whatsapp_business_account',
  entry: [
    {
      id: '102290129340398',
      changes: [
        {
          field: 'messages',
          value: {
            messaging_product: 'whatsapp',
            metadata: { display_phone_number: '996312000000', phone_number_id: '106540352242922' },
            contacts: [{ profile: { name: `Customer ${n % PEOPLE}` }, wa_id: digits }],
            messages: [
              {
                from: digits,
                id: `wamid.${String(n).padStart(40, '0')}`,
                timestamp: String(Math.floor(Date.now() / 1_000)),
                type: 'text',
                text: { body: `Здравствуйте! Есть ли доставка в Ош на этой неделе? Вопрос ${n}` },
              },
            ],
          },
        },
      ],
    },
  ],
});
const statements = async () => {
  const answer = await fetch(`http://127.0.0.1:${port}/statements`);
  return Number(JSON.parse(await answer.text()).statements);
};
const published = async () => {
  // Seldom: asking costs PostgreSQL's CPU, which is measured.
  while ((await scope.db.outboxEvent.count({ where: { publishedAt: null } })) > 0) await delay(20);
};
const measure = async (path: string, count: number, connections: number) => {
  const bodies = texts(count);
  const before = { cpu: await cpuMicros(pids), statements: await statements() };
  const { perSecond, latencies } = await load(port, path, bodies, connections);
  if (path === '/store') await published();
  return {
    perSecond,
    cpu: ((await cpuMicros(pids)) - before.cpu) / count,
    statements: ((await statements()) - before.statements) / count,
    p50: percentile(latencies, 50),
  };
};

await measure('/verify', WARM_UP.verify, AT_ONCE);
await measure('/store', WARM_UP.store, AT_ONCE);
await database.system.$executeRaw`ANALYZE`;
const middle = await medianOfRuns(RUNS, async () => {
  const verify = await measure('/verify', events, AT_ONCE);
  const store = await measure('/store', events, AT_ONCE);
  const loneVerify = await measure('/verify', LONE, 1);
  const lone = await measure('/store', LONE, 1);
  return {
    verified: verify.perSecond,
    stored: store.perSecond,
    ratio: store.perSecond / verify.perSecond,
    verifyCpu: verify.cpu,
    cpu: store.cpu,
    statements: store.statements,
    loneStatements: lone.statements,
    loneMs: lone.p50,
    loneVerifyMs: loneVerify.p50,
  };
});
const stored = await scope.db.message.count();
const expected = WARM_UP.store + RUNS * (events + LONE);
if (stored !== expected) throw new Error(`${stored} messages are stored, not ${expected}`);

report(`inbound: ${events} events, ${AT_ONCE} at once, from ${PEOPLE} people`, [
  {
    what: 'verified and parsed only',
    value: middle.verified,
    unit: 'events/s',
    cpuMicros: { value: middle.verifyCpu },
  },
  {
    what: 'stored, announced, answered after the commit',
    value: middle.stored,
    unit: 'events/s',
    ratio: { of: middle.ratio, to: 'verified only', atLeast: 0.5 },
    cpuMicros: { value: middle.cpu, atMost: 350 },
  },
  {
    what: 'statements under load',
    value: middle.statements,
    unit: 'an event',
    ratio: { of: middle.statements, to: 'event', atMost: 0.1 },
  },
  {
    what: 'statements of a lone event',
    value: middle.loneStatements,
    unit: 'an event',
    ratio: { of: middle.loneStatements, to: 'event', atMost: 1 },
  },
  {
    what: 'a lone event',
    value: middle.loneMs,
    unit: 'ms',
    ratio: { of: middle.loneMs / middle.loneVerifyMs, to: 'verified only' },
  },
]);
