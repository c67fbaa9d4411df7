import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createDatabase, type Database, provisionOrganization, type Scope } from '@soul-kg-crm/database';
import { connectChannel, sessionOf } from '@soul-kg-crm/domain';
import { newId } from '@soul-kg-crm/shared/ids';
import {
  type KillableService,
  killablePostgres,
  killableRedis,
  waitFor,
} from '@soul-kg-crm/tooling/test-world';
import { type SandboxProcess, startSandbox } from '../support/sandbox.ts';
import { startWorkerProcess, type WorkerProcess } from '../support/worker-process.ts';
import { addChannel } from '../support/world.ts';

export interface SoakNumber {
  channelId: string;
  /** The business's own number. */
  account: string;
}

export interface SoakWorld extends AsyncDisposable {
  postgres: KillableService;
  redis: KillableService;
  sandbox: SandboxProcess;
  database: Database;
  scope: Scope;
  numbers: SoakNumber[];
  /** Workers that run now, by name. */
  workers: Map<string, WorkerProcess>;
  startWorker(name: string): void;
  /** Where browsers and libraries put what they forget: must be empty at the end. */
  temporaryFolder: string;
  sessionsFolder: string;
}

const LEASE_MS = 5_000;

/** Servers of its own, which may be killed, one organisation with several linked numbers, and workers. */
export async function soakWorld(options: { sessions: number; workers: number }): Promise<SoakWorld> {
  await using stack = new AsyncDisposableStack();
  const folder = await mkdtemp(path.join(tmpdir(), 'soak-'));
  stack.defer(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  const temporaryFolder = path.join(folder, 'tmp');
  await mkdir(temporaryFolder);
  const postgres = stack.use(await killablePostgres(folder));
  const redis = stack.use(await killableRedis(folder));
  const sandbox = stack.use(await startSandbox(path.join(folder, 'sandbox')));
  const database = stack.use(createDatabase({ url: postgres.url, maxConnections: 5 }));
  const { id: userId } = await database.system.user.create({
    data: { id: newId(), name: 'Owner', email: 'owner@example.com' },
  });
  const { organizationId, channelId } = await database.system.$transaction((tx) =>
    provisionOrganization(tx, { userId, organizationName: 'Soak' }),
  );
  const scope = database.forOrganization(organizationId);
  const channelIds = [channelId];
  while (channelIds.length < options.sessions) channelIds.push(await addChannel(scope));
  const sessionsFolder = path.join(folder, 'sessions');
  const workers = new Map<string, WorkerProcess>();
  const started = stack.use(new AsyncDisposableStack());
  const startWorker = (name: string) => {
    const worker = startWorkerProcess({
      DATABASE_URL: postgres.url,
      REDIS_URL: redis.url,
      PORT: '0',
      LOG_LEVEL: process.env.LOG_LEVEL ?? 'silent',
      MEDIA_DIR: path.join(folder, 'media'),
      // A disk of its own, as on a machine of its own.
      WHATSAPP_SESSIONS_DIR: path.join(sessionsFolder, name),
      WHATSAPP_WEB_STANDIN: sandbox.standin,
      WHATSAPP_UNLIMITED: 'true',
      WORKER_NAME: name,
      WORKER_LEASE_MS: String(LEASE_MS),
      ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
      TMPDIR: temporaryFolder,
    });
    workers.set(name, started.use(worker));
  };
  for (let n = 1; n <= options.workers; n += 1) startWorker(`worker-${n}`);
  const numbers = channelIds.map((id, index) => ({ channelId: id, account: `+99655500${2000 + index}` }));
  await linkAll(scope, sandbox, numbers);
  const owned = stack.move();
  return {
    postgres,
    redis,
    sandbox,
    database,
    scope,
    numbers,
    workers,
    startWorker,
    temporaryFolder,
    sessionsFolder,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

async function linkAll(scope: Scope, sandbox: SandboxProcess, numbers: SoakNumber[]): Promise<void> {
  for (const { channelId } of numbers) await connectChannel(scope, { channelId, actorId: null });
  const session = (channelId: string) => sessionOf(scope, channelId);
  for (const { channelId, account } of numbers) {
    const code = await waitFor(async () => (await session(channelId)).qrCode, { timeoutMs: 60_000 });
    await sandbox.do('scan', { account, code });
  }
  const areLinked = async () => {
    const sessions = await Promise.all(numbers.map(({ channelId }) => session(channelId)));
    return sessions.every(({ status }) => status === 'CONNECTED');
  };
  await waitFor(areLinked, { timeoutMs: 60_000, what: 'all numbers linked' });
  const unsaved = () => scope.db.whatsAppSession.count({ where: { savedAt: null } });
  await waitFor(async () => (await unsaved()) === 0, { timeoutMs: 60_000, what: 'all logins kept' });
}
