import { connectChannel, queueMessageToPhone, sessionOf } from '@soul-kg-crm/domain';
import { waitFor } from '@soul-kg-crm/tooling/test-world';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SandboxProcess, startSandbox } from './support/sandbox.ts';
import { startWorkerProcess } from './support/worker-process.ts';
import { testWorld, type World } from './support/world.ts';

const ACCOUNT = '+996555000999';
const INCOMING = 200;

let world: World;
let sandbox: SandboxProcess;
const stack = new AsyncDisposableStack();

beforeAll(async () => {
  world = stack.use(await testWorld());
  sandbox = stack.use(await startSandbox(`${world.variables.WHATSAPP_SESSIONS_DIR}/sandbox`));
});

afterAll(() => stack.disposeAsync());

const startWorker = () =>
  stack.use(
    startWorkerProcess({
      ...world.variables,
      WHATSAPP_WEB_STANDIN: sandbox.standin,
      WHATSAPP_UNLIMITED: 'true',
    }),
  );
const isConnected = async () => (await sessionOf(world.scope)).status === 'CONNECTED';
const received = () => world.scope.db.message.count({ where: { direction: 'INCOMING' } });

const unsettled = () =>
  world.scope.db.message.count({
    where: { direction: 'OUTGOING', status: { in: ['PENDING', 'SENDING', 'UNCONFIRMED'] } },
  });

async function scan() {
  await sandbox.scan(ACCOUNT, async () => (await sessionOf(world.scope)).qrCode);
  await waitFor(isConnected, { timeoutMs: 60_000 });
}

/** Goes on until it is over, and has written something to everybody; gives how many there are. */
async function queueUntil(isOver: () => boolean): Promise<number> {
  for (let n = 1; ; n += 1) {
    const to = `+99677000${1000 + (n % 10)}`;
    await queueMessageToPhone(world.scope, { to, content: `out ${n}`, sender: 'HUMAN', senderId: null });
    if (isOver() && n >= 10) return n;
  }
}

test('a worker that is killed while messages come and go loses none and doubles none', async () => {
  const first = startWorker();
  await connectChannel(world.scope, { actorId: null });
  await scan();
  // A login is on the disk for certain once its browser was closed in order; it comes back without a new code.
  expect(await first.stop()).toBe(0);
  const second = startWorker();
  await waitFor(isConnected, { timeoutMs: 60_000 });

  const flood = sandbox.do('flood', { account: ACCOUNT, count: INCOMING, customers: 20, everyMs: 15 });
  const inTheMiddle = waitFor(
    async () => (await sandbox.sent(ACCOUNT)).length >= 10 && (await received()) >= 30,
    { timeoutMs: 60_000, what: 'traffic in both directions' },
  );
  let isKilled = false;
  const killed = inTheMiddle
    .then(() => second.kill())
    .finally(() => {
      isKilled = true;
    });
  const [queued] = await Promise.all([queueUntil(() => isKilled), killed]);
  await flood;

  const third = startWorker();
  await waitFor(async () => (await received()) === INCOMING, {
    timeoutMs: 60_000,
    what: 'all incoming messages',
  });
  await waitFor(async () => (await unsettled()) === 0, {
    timeoutMs: 60_000,
    what: 'all outgoing messages',
  });
  expect(await third.stop()).toBe(0);

  const incoming = await world.scope.db.message.findMany({ where: { direction: 'INCOMING' } });
  const expectedIn = Array.from({ length: INCOMING }, (_, index) => `flood ${index + 1}`);
  expect(incoming.map((message) => message.content).sort()).toEqual(expectedIn.sort());
  const outgoing = await world.scope.db.message.findMany({ where: { direction: 'OUTGOING' } });
  expect(outgoing).toHaveLength(queued);
  expect(
    outgoing.filter((message) => message.status === 'FAILED').map((message) => message.errorCode),
  ).toEqual([]);

  const sent = await sandbox.sent(ACCOUNT);
  const expectedOut = Array.from({ length: queued }, (_, index) => `out ${index + 1}`);
  expect(sent.map((message) => message.body).sort()).toEqual(expectedOut.sort());
  expect(sent.filter((message) => message.receivedCount !== 1)).toEqual([]);
  expect(await sandbox.missing()).toEqual([]);

  const unread = await world.scope.db.conversation.aggregate({ _sum: { unreadCount: true } });
  expect(unread._sum.unreadCount).toBe(INCOMING);
  expect(await world.scope.db.client.count()).toBe(20 + 10);
}, 200_000);

test('a message that stayed in the page of a killed worker reaches its customer, once', async () => {
  await using first = startWorker();
  await waitFor(isConnected, { timeoutMs: 60_000 });
  await sandbox.do('faults', { account: ACCOUNT, losesSends: true });
  const { id } = await queueMessageToPhone(world.scope, {
    ...{ to: '+996770001000', content: 'in the page only', sender: 'HUMAN', senderId: null },
  });
  const statusOf = async () => (await world.scope.db.message.findUniqueOrThrow({ where: { id } })).status;
  await waitFor(async () => (await statusOf()) === 'UNCONFIRMED', { timeoutMs: 60_000 });
  await first.kill();
  await sandbox.do('faults', { account: ACCOUNT, losesSends: false });

  await using _second = startWorker();
  await waitFor(async () => (await statusOf()) === 'SENT', { timeoutMs: 60_000 });
  const sent = await sandbox.sent(ACCOUNT);
  expect(sent.filter(({ body }) => body === 'in the page only')).toMatchObject([{ receivedCount: 1 }]);
});
