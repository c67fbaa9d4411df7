import { execFile } from 'node:child_process';
import { cp, rm } from 'node:fs/promises';
import path from 'node:path';
import { connectChannel, disconnectChannel, sessionOf } from '@soul-kg-crm/domain';
import { waitFor } from '@soul-kg-crm/tooling/test-world';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SandboxProcess, startSandbox } from './support/sandbox.ts';
import { type AppProcess, startWorkerProcess } from './support/worker-process.ts';
import { testWorld, type World } from './support/world.ts';

const ACCOUNT = '+996555000303';

let world: World;
let sandbox: SandboxProcess;
let worker: AppProcess;
const stack = new AsyncDisposableStack();

beforeAll(async () => {
  world = stack.use(await testWorld());
  sandbox = stack.use(await startSandbox(`${world.variables.WHATSAPP_SESSIONS_DIR}/sandbox`));
  worker = stack.use(startWorkerProcess({ ...world.variables, WHATSAPP_WEB_STANDIN: sandbox.standin }));
  await connectChannel(world.scope, { actorId: null });
  await sandbox.scan(ACCOUNT, async () => (await sessionOf(world.scope)).qrCode);
  await waitFor(async () => (await sessionOf(world.scope)).status === 'CONNECTED', { timeoutMs: 60_000 });
});

afterAll(() => stack.disposeAsync());

/** What a script says, as somebody calls it. */
function run(script: string, ...args: string[]): Promise<string> {
  const file = path.resolve(import.meta.dirname, `../src/scripts/${script}-session.ts`);
  const env = { ...process.env, ...world.variables, WHATSAPP_WEB_STANDIN: sandbox.standin };
  return new Promise((resolve) => {
    execFile(process.execPath, [file, ...args], { env }, (_error, stdout, stderr) =>
      resolve(stdout + stderr),
    );
  });
}

async function newestGeneration(): Promise<bigint> {
  const { generation } = await world.scope.db.whatsAppSessionArchive.findFirstOrThrow({
    orderBy: { generation: 'desc' },
  });
  return generation;
}

test('a stored login is proved in a browser of its own, and a local one is brought into the database', async () => {
  const channel = ['--channel', world.channelId];
  expect(await run('verify', ...channel)).toContain('disconnect it in the dashboard first');
  expect(await run('import', '/tmp', ...channel)).toContain('disconnect it in the dashboard first');
  expect(await run('verify')).toContain('Usage:');
  expect(await run('verify', '--channel', 'nobody')).toContain('There is no WhatsApp channel nobody');

  await disconnectChannel(world.scope, { actorId: null });
  await waitFor(async () => !(await sandbox.isConnected(ACCOUNT)), { timeoutMs: 60_000 });
  await worker.stop();
  const before = await newestGeneration();
  expect(await run('verify', ...channel)).toContain(`WhatsApp accepts it: ${ACCOUNT}`);
  // What WhatsApp handed to that browser is in no other one.
  expect(await newestGeneration()).toBe(before + 1n);

  const kept = path.join(world.variables.WHATSAPP_SESSIONS_DIR ?? '', 'elsewhere');
  const { organizationId } = world.scope;
  const local = path.join(
    world.variables.WHATSAPP_SESSIONS_DIR ?? '',
    '.whatsapp-sessions',
    `org-${organizationId}`,
  );
  await cp(local, kept, { recursive: true });
  await rm(local, { recursive: true });
  await world.scope.db.whatsAppSessionArchive.deleteMany({});
  expect(await run('verify', ...channel)).toContain('No login is stored');
  expect(await run('import', world.variables.MEDIA_DIR ?? '', ...channel)).toContain('There is no folder');
  expect(await run('import', kept, ...channel)).toContain('generation 1');
  expect(await run('verify', ...channel)).toContain('WhatsApp accepts it');

  await sandbox.do('revoke', { account: ACCOUNT });
  expect(await run('verify', ...channel)).toContain('asks for a code');
});
