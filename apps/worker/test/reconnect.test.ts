import { setTimeout as pause } from 'node:timers/promises';
import { connectChannel, disconnectChannel, sessionOf } from '@soul-kg-crm/domain';
import { waitFor } from '@soul-kg-crm/tooling/test-world';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SandboxProcess, startSandbox } from './support/sandbox.ts';
import { startWorkerProcess } from './support/worker-process.ts';
import { testWorld, type World } from './support/world.ts';

const ACCOUNT = '+996555000777';
const CUSTOMER = { phone: '+996700333444', name: 'Бакыт' };
const CYCLES = Number(process.env.RECONNECT_CYCLES ?? 4);
const LONGEST_GAP_MS = 1_200;

let world: World;
let sandbox: SandboxProcess;
const stack = new AsyncDisposableStack();

beforeAll(async () => {
  world = stack.use(await testWorld());
  sandbox = stack.use(await startSandbox(`${world.variables.WHATSAPP_SESSIONS_DIR}/sandbox`));
  stack.use(startWorkerProcess({ ...world.variables, WHATSAPP_WEB_STANDIN: sandbox.standin }));
});

afterAll(() => stack.disposeAsync());

const statusIs = (status: string) =>
  waitFor(async () => (await sessionOf(world.scope)).status === status, {
    timeoutMs: 60_000,
    what: `a session that is ${status}`,
  });

/** Different in each run, so that many runs try many moments. */
const somewhen = () => pause(Math.random() * LONGEST_GAP_MS);

test('whatever the moment of a disconnect and a connect: it ends connected, and every message is there once', async () => {
  await connectChannel(world.scope, { actorId: null });
  await sandbox.scan(ACCOUNT, async () => (await sessionOf(world.scope)).qrCode);
  await statusIs('CONNECTED');
  const expected: string[] = [];
  const write = async (text: string) => {
    expected.push(text);
    await sandbox.do('incoming', { account: ACCOUNT, from: CUSTOMER, text });
  };

  for (let cycle = 1; cycle <= CYCLES; cycle += 1) {
    await write(`${cycle}: connected`);
    await somewhen();
    await disconnectChannel(world.scope, { actorId: null });
    await write(`${cycle}: just disconnected`);
    await somewhen();
    await write(`${cycle}: disconnected`);
    await connectChannel(world.scope, { actorId: null });
    await write(`${cycle}: just connecting`);
    await somewhen();
    await write(`${cycle}: connecting`);
    await statusIs('CONNECTED');
  }

  const stored = () => world.scope.db.message.findMany({ orderBy: { id: 'asc' }, select: { content: true } });
  await waitFor(async () => (await stored()).length >= expected.length, {
    timeoutMs: 60_000,
    what: `${expected.length} messages`,
  });
  expect((await stored()).map(({ content }) => content).sort()).toEqual([...expected].sort());
  expect(await sandbox.missing()).toEqual([]);
}, 600_000);
