import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { createDatabase, provisionOrganization, type Scope } from '@soul-kg-crm/database';
import { connectChannel, sessionOf } from '@soul-kg-crm/domain';
import { createSandboxClient, type SandboxClient } from '@soul-kg-crm/sandbox/client';
import { newId } from '@soul-kg-crm/shared/ids';
import { ensureChromium } from '@soul-kg-crm/tooling/chromium';
import { fromRoot } from '@soul-kg-crm/tooling/paths';
import { killablePostgres, killableRedis, waitFor } from '@soul-kg-crm/tooling/test-world';
import { report } from './support/figures.ts';
import { lineOf, memoryOfTree, startProgram } from './support/processes.ts';

// What an idle session takes, Chromium and our own share together, beside plain whatsapp-web.js with its defaults:
// npm run bench -- session-memory; node bench/session-memory.ts [sessions]

const SESSIONS = Number(process.argv[2] ?? 6);
const IDLE_MS = 20_000;

await using stack = new AsyncDisposableStack();
const folder = await mkdtemp(path.join(tmpdir(), 'bench-'));
stack.defer(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
const { path: executablePath } = await ensureChromium();
const sandboxProgram = stack.use(
  startProgram('apps/sandbox', 'src/main.ts', {
    PORT: '0',
    SANDBOX_PORT: '0',
    SANDBOX_TLS_PORT: '0',
    SANDBOX_DATA_DIR: path.join(folder, 'sandbox'),
  }),
);
const [, url = '', standin = ''] = await lineOf(
  sandboxProgram.child,
  /(https?:\/\/[\w.-]+:\d+).*stand-in at ([\w.-]+:\d+)/,
);
const sandbox = createSandboxClient(url);

const ours = await measureOurs();
const plain = await measurePlain();
const perSession = ({ own, children }: typeof ours) => (own + children) / SESSIONS;
const shares = ({ own, children }: typeof ours) =>
  `${(children / SESSIONS).toFixed(0)} MB browser and ${(own / SESSIONS).toFixed(0)} MB own share`;
console.log(`ours: ${shares(ours)}; plain: ${shares(plain)}`);
report(`${SESSIONS} idle sessions, ${IDLE_MS / 1000} s after the last was ready; each`, [
  {
    what: 'ours',
    value: perSession(ours),
    unit: 'MB',
    ratio: { of: perSession(ours) / perSession(plain), to: 'plain' },
  },
  { what: 'plain whatsapp-web.js', value: perSession(plain), unit: 'MB' },
]);

async function measureOurs() {
  await using parts = new AsyncDisposableStack();
  const postgres = parts.use(await killablePostgres(folder));
  const redis = parts.use(await killableRedis(folder));
  const database = parts.use(createDatabase({ url: postgres.url, maxConnections: 2 }));
  const owner = await database.system.user.create({ data: { name: 'Owner', email: 'owner@example.com' } });
  const { organizationId } = await database.system.$transaction((tx) =>
    provisionOrganization(tx, { userId: owner.id, organizationName: 'Bench' }),
  );
  const scope = database.forOrganization(organizationId);
  const channelIds = await channelsOf(scope);
  const worker = parts.use(
    startProgram('apps/worker', 'src/main.ts', {
      NODE_ENV: 'development',
      DATABASE_URL: postgres.url,
      REDIS_URL: redis.url,
      PORT: '0',
      LOG_LEVEL: 'silent',
      MEDIA_DIR: path.join(folder, 'media'),
      WHATSAPP_SESSIONS_DIR: path.join(folder, 'sessions'),
      WHATSAPP_WEB_STANDIN: standin,
      CHROMIUM_PATH: executablePath,
      ENCRYPTION_KEY: Buffer.alloc(32, 1).toString('base64'),
    }),
  );
  for (const channelId of channelIds) await connectChannel(scope, { channelId, actorId: null });
  for (const [n, channelId] of channelIds.entries()) {
    const code = await waitFor(async () => (await sessionOf(scope, channelId)).qrCode, { timeoutMs: 60_000 });
    await scan(sandbox, `+9965550030${10 + n}`, code);
  }
  await waitFor(
    async () => (await scope.db.whatsAppSession.count({ where: { status: 'CONNECTED' } })) === SESSIONS,
    { timeoutMs: 60_000, what: 'all sessions connected' },
  );
  await pause(IDLE_MS);
  return memoryOfTree(worker.child.pid ?? 0);
}

async function measurePlain() {
  const child = spawn(
    process.execPath,
    [fromRoot('bench/support/plain-library.ts'), executablePath, standin, folder, String(SESSIONS)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  try {
    for await (const line of createInterface(child.stdout)) {
      const [, n, code] = /^code (\d+) (.*)$/.exec(line) ?? [];
      if (code) await scan(sandbox, `+9965550040${10 + Number(n)}`, code);
      if (line === 'ready') break;
    }
    await pause(IDLE_MS);
    return await memoryOfTree(child.pid ?? 0);
  } finally {
    child.kill('SIGTERM');
  }
}

async function channelsOf(scope: Scope): Promise<string[]> {
  const { organizationId } = scope;
  const first = await scope.db.channel.findFirstOrThrow();
  const ids = [first.id];
  while (ids.length < SESSIONS) {
    const id = newId();
    const { companyId } = first;
    await scope.db.channel.create({
      data: { id, organizationId, companyId, type: 'WHATSAPP', name: 'Further' },
    });
    await scope.db.whatsAppSession.create({ data: { organizationId, channelId: id } });
    ids.push(id);
  }
  return ids;
}

async function scan(client: SandboxClient, account: string, code: string): Promise<void> {
  await client.do('scan', { account, code });
}
