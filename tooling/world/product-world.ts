import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { ensureChromium } from '../bootstrap/chromium.mjs';
import { seed } from '../bootstrap/database.mjs';
import { fromRoot, inData } from '../bootstrap/paths.mjs';
import { choosePort } from '../bootstrap/ports.mjs';
import {
  type AppName,
  type ProductOptions,
  productApps,
  productEnv,
  sandboxUrl,
} from '../bootstrap/product.mjs';
import { startRedis, stopRedis } from '../bootstrap/redis.mjs';
import { endOrphanBrowsers } from '../bootstrap/run-state.mjs';
import { ensureSecrets } from '../bootstrap/secrets.mjs';
import { Supervisor } from '../bootstrap/supervisor.mjs';
import { createTestDatabase } from '../test/test-database.ts';

/** Where a running product is reached, as plain data that another process can be given. */
export interface ProductAddresses {
  webUrl: string;
  apiUrl: string;
  sandboxUrl: string;
  databaseUrl: string;
  redisUrl: string;
  logFolder: string;
}

export interface ProductWorld extends AsyncDisposable {
  addresses: ProductAddresses;
  /** Kills an app as a crash would; it starts again by itself. */
  kill(app: AppName): void;
  whenReady(app: AppName): Promise<void>;
}

/**
 * Boots the real product as `npm start` does, beside everything else: api, worker, web and sandbox on free ports, with a
 * fresh database, a Redis of its own and an empty data folder. The dashboard must have been built.
 */
export async function startProductWorld(env: NodeJS.ProcessEnv = {}): Promise<ProductWorld> {
  requireBuiltDashboard();
  mkdirSync(inData('test'), { recursive: true });
  const dataDir = mkdtempSync(inData('test/world-'));
  const database = await createTestDatabase();
  const redis = await startRedis({ dataDir: path.join(dataDir, 'redis'), choosePort: () => choosePort() });
  const options = await productOptions(dataDir, database.url, redis.url);
  const supervisor = new Supervisor();
  const dispose = async () => {
    await supervisor.stop();
    endOrphanBrowsers(path.join(dataDir, 'whatsapp-sessions'));
    await stopRedis(path.join(dataDir, 'redis'));
    await database[Symbol.asyncDispose]();
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const worldEnv = {
      ...foldersOf(dataDir),
      ALLOW_SIGN_UP: 'true',
      SIGN_IN_ATTEMPTS: '1000',
      SANDBOX_AUTO_ACKS: 'false',
      // However little memory there is: the specs need their places, a few at a time.
      WORKER_MAX_SESSIONS: '100',
      ...env,
    };
    await seed(options.node, { ...productEnv(options), ...worldEnv });
    const apps = productApps(options);
    for (const app of apps) supervisor.start({ ...app, env: { ...app.env, ...worldEnv } });
    await Promise.all(apps.map(({ name }) => supervisor.whenReady(name)));
  } catch (error) {
    await dispose();
    throw error;
  }
  return {
    addresses: addressesOf(options),
    kill: (app) => supervisor.kill(app),
    whenReady: (app) => supervisor.whenReady(app),
    [Symbol.asyncDispose]: dispose,
  };
}

function requireBuiltDashboard() {
  if (existsSync(fromRoot('apps/web/.next/BUILD_ID'))) return;
  throw new Error('The dashboard is not built: run "npx pnpm exec turbo run build" first, or "npm test".');
}

async function productOptions(
  dataDir: string,
  databaseUrl: string,
  redisUrl: string,
): Promise<ProductOptions> {
  const ports = {
    web: await choosePort(),
    api: await choosePort(),
    sandbox: await choosePort(),
    sandboxTls: await choosePort(),
    worker: await choosePort(),
    postgres: 0,
    redis: 0,
  };
  const { BETTER_AUTH_SECRET, ENCRYPTION_KEY, ENCRYPTION_KEYS_OLD } = ensureSecrets();
  return {
    node: process.execPath,
    mode: 'start',
    ports,
    databaseUrl,
    redisUrl,
    chromiumPath: (await ensureChromium()).path,
    dataDir,
    whatsApp: { kind: 'sandbox' },
    webUrl: `http://localhost:${ports.web}`,
    secrets: { BETTER_AUTH_SECRET, ENCRYPTION_KEY, ENCRYPTION_KEYS_OLD },
  };
}

/** Folders that the person's own environment names are not the test's to fill. */
const foldersOf = (dataDir: string) => ({
  MEDIA_DIR: path.join(dataDir, 'media'),
  WHATSAPP_SESSIONS_DIR: path.join(dataDir, 'whatsapp-sessions'),
  SANDBOX_DATA_DIR: path.join(dataDir, 'sandbox'),
});

function addressesOf({ webUrl, ports, databaseUrl, redisUrl, dataDir }: ProductOptions): ProductAddresses {
  return {
    webUrl,
    apiUrl: `http://127.0.0.1:${ports.api}`,
    sandboxUrl: sandboxUrl(ports),
    databaseUrl,
    redisUrl,
    logFolder: path.join(dataDir, 'logs'),
  };
}
