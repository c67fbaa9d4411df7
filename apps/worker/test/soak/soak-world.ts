import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createDatabase, type Database, type Scope } from '@soul-kg-crm/database';
import { connectChannel, sessionOf } from '@soul-kg-crm/domain';
import {
  type KillableService,
  killablePostgres,
  killableRedis,
  waitFor,
} from '@soul-kg-crm/tooling/test-world';
import { type SandboxProcess, startSandbox } from '../support/sandbox.ts';
import { type AppProcess, startWorkerProcess } from '../support/worker-process.ts';
import { addChannel } from '../support/world.ts';
import { type SoakApi, soakApi } from './soak-api.ts';

export interface SoakNumber {
  channelId: string;
  /** The business's own number. */
  account: string;
}

export interface SoakWorld extends AsyncDisposable {
  postgres: KillableService;
  redis: KillableService;
  api: SoakApi;
  sandbox: SandboxProcess;
  database: Database;
  scope: Scope;
  numbers: SoakNumber[];
  /** Workers that run now, by name. */
  workers: Map<string, AppProcess>;
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
  const shared = {
    DATABASE_URL: postgres.url,
    REDIS_URL: redis.url,
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'silent',
    MEDIA_DIR: path.join(folder, 'media'),
    WHATSAPP_WEB_STANDIN: sandbox.standin,
  };
  const api = stack.use(await soakApi(shared));
  const scope = database.forOrganization(api.organizationId);
  const { id: channelId } = await scope.db.channel.findFirstOrThrow();
  const channelIds = [channelId];
  while (channelIds.length < options.sessions) channelIds.push(await addChannel(scope));
  const sessionsFolder = path.join(folder, 'sessions');
  const workers = new Map<string, AppProcess>();
  const started = stack.use(new AsyncDisposableStack());
  const startWorker = (name: string) => {
    const worker = startWorkerProcess({
      ...shared,
      PORT: '0',
      // A disk of its own, as on a machine of its own.
      WHATSAPP_SESSIONS_DIR: path.join(sessionsFolder, name),
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
    api,
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
    await sandbox.scan(account, async () => (await session(channelId)).qrCode);
  }
  const areLinked = async () => {
    const sessions = await Promise.all(numbers.map(({ channelId }) => session(channelId)));
    return sessions.every(({ status }) => status === 'CONNECTED');
  };
  await waitFor(areLinked, { timeoutMs: 60_000, what: 'all numbers linked' });
  const unsaved = () => scope.db.whatsAppSession.count({ where: { savedAt: null } });
  await waitFor(async () => (await unsaved()) === 0, { timeoutMs: 60_000, what: 'all logins kept' });
}
