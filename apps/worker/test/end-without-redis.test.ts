import { connectChannel, disconnectChannel, sessionOf } from '@soul-kg-crm/domain';
import { type Cuttable, cuttable, waitFor } from '@soul-kg-crm/tooling/test-world';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SandboxProcess, startSandbox } from './support/sandbox.ts';
import { type AppProcess, startWorkerProcess } from './support/worker-process.ts';
import { testWorld, type World } from './support/world.ts';

const ACCOUNT = '+996555000888';

let world: World;
let sandbox: SandboxProcess;
let redis: Cuttable;
let worker: AppProcess;
const stack = new AsyncDisposableStack();

beforeAll(async () => {
  world = stack.use(await testWorld());
  sandbox = stack.use(await startSandbox(`${world.variables.WHATSAPP_SESSIONS_DIR}/sandbox`));
  redis = stack.use(await cuttable(world.redisUrl));
  const variables = { ...world.variables, REDIS_URL: redis.url, WHATSAPP_WEB_STANDIN: sandbox.standin };
  worker = stack.use(startWorkerProcess({ ...variables, LOG_LEVEL: 'fatal' }));
});

afterAll(() => stack.disposeAsync());

const statusIs = (status: string) =>
  waitFor(async () => (await sessionOf(world.scope)).status === status, {
    timeoutMs: 60_000,
    what: `a session that is ${status}`,
  });

/** Whether a worker holds the channel. */
const isHeld = async () => {
  const where = { channelId: world.channelId };
  return (await world.database.system.channelLease.findUniqueOrThrow({ where })).workerId !== null;
};

test('while Redis is away, a number is disconnected, and a worker ends in order', async () => {
  await connectChannel(world.scope, { actorId: null });
  await sandbox.scan(ACCOUNT, async () => (await sessionOf(world.scope)).qrCode);
  await statusIs('CONNECTED');
  redis.cut();
  await disconnectChannel(world.scope, { actorId: null });
  await statusIs('DISCONNECTED');
  await waitFor(async () => !(await isHeld()), { timeoutMs: 60_000, what: 'a channel that is released' });
  redis.mend();

  await connectChannel(world.scope, { actorId: null });
  await statusIs('CONNECTED');
  redis.cut();
  expect(await worker.stop()).toBe(0);
  expect(await isHeld()).toBe(false);
  const transitions = await world.scope.db.sessionTransition.findMany();
  expect(transitions.filter(({ status }) => status === 'QR_CODE_PENDING')).toHaveLength(1);
}, 240_000);
