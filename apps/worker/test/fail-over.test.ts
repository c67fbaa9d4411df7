import path from 'node:path';
import { connectChannel, type SessionView, sessionOf } from '@soul-kg-crm/domain';
import { waitFor } from '@soul-kg-crm/tooling/test-world';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SandboxProcess, startSandbox } from './support/sandbox.ts';
import { type AppProcess, startWorkerProcess } from './support/worker-process.ts';
import { testWorld, type World } from './support/world.ts';

// Short, and longer than a busy machine may keep a worker waiting: who has just been linked would have to be linked again.
const LEASE_MS = 6_000;
const ACCOUNTS = ['+996555000101', '+996555000102', '+996555000103', '+996555000104'];

let world: World;
let sandbox: SandboxProcess;
const channelIds: string[] = [];
const workers = new Map<string, AppProcess>();
const stack = new AsyncDisposableStack();

beforeAll(async () => {
  world = stack.use(await testWorld());
  sandbox = stack.use(await startSandbox(`${world.variables.WHATSAPP_SESSIONS_DIR}/sandbox`));
  channelIds.push(world.channelId, ...(await world.addChannels(ACCOUNTS.length - 1)));
});

afterAll(() => stack.disposeAsync());

function startWorker(name: string): AppProcess {
  const worker = stack.use(
    startWorkerProcess({
      ...world.variables,
      WHATSAPP_WEB_STANDIN: sandbox.standin,
      WORKER_NAME: name,
      // A disk of its own, as on a machine of its own.
      WHATSAPP_SESSIONS_DIR: path.join(world.variables.WHATSAPP_SESSIONS_DIR ?? '', name),
      WORKER_LEASE_MS: String(LEASE_MS),
    }),
  );
  workers.set(name, worker);
  return worker;
}

const session = (channelId: string): Promise<SessionView> => sessionOf(world.scope, channelId);
const codeOf = async (channelId: string) => (await session(channelId)).qrCode;
const areConnected = async () =>
  (await Promise.all(channelIds.map(session))).every(({ status }) => status === 'CONNECTED');
const allConnected = () => waitFor(areConnected, { timeoutMs: 60_000, what: 'all channels connected' });

/** Names of the owners, in the order of the channels. */
async function owners(): Promise<(string | undefined)[]> {
  const leases = await world.database.system.channelLease.findMany({ include: { worker: true } });
  return channelIds.map((id) => leases.find(({ channelId }) => channelId === id)?.worker?.name);
}
const runs = async (name: string) => (await owners()).filter((owner) => owner === name).length;
const shareIs = (counts: Record<string, number>) =>
  waitFor(
    async () => {
      for (const [name, count] of Object.entries(counts)) if ((await runs(name)) !== count) return false;
      return areConnected();
    },
    { timeoutMs: 60_000, what: `channels shared ${JSON.stringify(counts)}` },
  );

const codesAsked = () => world.scope.db.sessionTransition.count({ where: { status: 'QR_CODE_PENDING' } });

/** Each of them has twice compared what is wanted with what runs, since all of them are there. */
async function haveLooked(...names: string[]): Promise<void> {
  for (let round = 0; round < 3; round += 1) {
    const before = new Date();
    await waitFor(
      async () =>
        (await world.database.system.worker.count({
          where: { name: { in: names }, heartbeatAt: { gt: before } },
        })) === names.length,
      { timeoutMs: 60_000, what: `a look of ${names.join(' and ')}` },
    );
  }
}

/** From now until the accounts that were there are connected at WhatsApp again. */
async function untilBack(accounts: string[]): Promise<number> {
  const startedMs = performance.now();
  await waitFor(async () =>
    (await Promise.all(accounts.map((one) => sandbox.isConnected(one)))).includes(false),
  );
  await waitFor(
    async () => (await Promise.all(accounts.map((one) => sandbox.isConnected(one)))).every(Boolean),
    { timeoutMs: 60_000, what: 'accounts that are back' },
  );
  await allConnected();
  return performance.now() - startedMs;
}

const accountsOf = async (name: string) =>
  (await owners()).flatMap((owner, index) => (owner === name ? [ACCOUNTS[index] ?? ''] : []));

test('several workers share the channels, and one that joins gets its share', async () => {
  startWorker('a');
  for (const channelId of channelIds) await connectChannel(world.scope, { channelId, actorId: null });
  for (const channelId of channelIds) await waitFor(() => codeOf(channelId), { timeoutMs: 60_000 });
  startWorker('b');
  // Somebody holds the phone before the code by now: neither code nor login may go with the browser.
  await haveLooked('a', 'b');
  for (const [index, channelId] of channelIds.entries()) {
    await sandbox.scan(ACCOUNTS[index] ?? '', () => codeOf(channelId));
  }
  await allConnected();
  expect(await codesAsked(), 'nobody was asked again').toBe(ACCOUNTS.length);
  await shareIs({ a: 2, b: 2 });
  expect(await codesAsked(), 'each number asked once').toBe(ACCOUNTS.length);
});

test('a channel goes to the worker that somebody chose, and stays there', async () => {
  const from = (await owners()).indexOf('a');
  const chosen = await world.database.system.worker.findFirstOrThrow({ where: { name: 'b' } });
  const where = { channelId: channelIds[from] ?? '' };
  await world.database.system.channelLease.update({ where, data: { preferredWorkerId: chosen.id } });
  await waitFor(async () => (await owners())[from] === 'b' && (await areConnected()), { timeoutMs: 60_000 });
  await shareIs({ a: 2, b: 2 });
  expect((await owners())[from]).toBe('b');
});

test('a worker that stops in order hands its channels over at once', async () => {
  const moved = await accountsOf('b');
  const stopping = workers.get('b')?.stop();
  const ms = await untilBack(moved);
  expect(await stopping).toBe(0);
  expect(await runs('a')).toBe(4);
  console.log(`fail-over after an orderly stop: ${Math.round(ms)} ms`);
});

test('a worker that is killed is replaced when its lease has run out, and no channel asks for a code', async () => {
  startWorker('c');
  await shareIs({ a: 2, c: 2 });
  const moved = await accountsOf('a');
  const back = untilBack(moved);
  await workers.get('a')?.kill();
  const ms = await back;
  console.log(`fail-over after kill -9: ${Math.round(ms)} ms, of which the lease ${LEASE_MS} ms`);
  expect(await runs('c')).toBe(4);
  expect(await codesAsked(), 'each channel asked once, before it was linked').toBe(ACCOUNTS.length);
});

test('a login whose code was just scanned survives the stop of its worker', async () => {
  startWorker('d');
  await shareIs({ c: 2, d: 2 });
  const [channelId = ''] = await world.addChannels(1);
  channelIds.push(channelId);
  await connectChannel(world.scope, { channelId, actorId: null });
  await waitFor(() => codeOf(channelId), { timeoutMs: 60_000 });
  const owner = (await owners()).at(-1) ?? '';
  await sandbox.scan('+996555000105', () => codeOf(channelId));
  expect(await workers.get(owner)?.stop()).toBe(0);
  await shareIs({ [owner === 'c' ? 'd' : 'c']: 5 });
  expect(await codesAsked(), 'nobody is asked to scan again').toBe(channelIds.length);
});
