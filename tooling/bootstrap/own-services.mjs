import { existsSync } from 'node:fs';
import path from 'node:path';
import { withLock } from './lock.mjs';
import { inData } from './paths.mjs';
import { requireFreePort } from './ports.mjs';
import { postgresPort, startPostgres, stopPostgres } from './postgres.mjs';
import { checkRedis, redisPort, startRedis, stopRedis } from './redis.mjs';
import { chosenService, PORTS } from './settings.mjs';

/** @typedef {{ url: string, description: string }} FoundService */

const DATABASE_NAME = 'soul_kg_crm';

/**
 * The database of the product: DATABASE_URL, else a PostgreSQL of our own.
 *
 * @param {import('./settings.mjs').Ports} ports
 * @param {import('./secrets.mjs').Secrets} secrets
 * @returns {Promise<FoundService>}
 */
export async function ensurePostgres(ports, { POSTGRES_PASSWORD: password }) {
  const given = chosenService('DATABASE_URL');
  if (given) return { url: given, description: 'DATABASE_URL' };
  const choosePort = () => ownPort('postgres', ports);
  const postgres = await underLock(() => startPostgres({ dataDir: postgresData(), password, choosePort }));
  return { url: postgres.url(DATABASE_NAME), description: postgres.description };
}

/**
 * The Redis of the product: REDIS_URL if it keeps jobs safe, else a Redis of our own.
 *
 * @param {import('./settings.mjs').Ports} ports
 * @param {import('./secrets.mjs').Secrets} secrets
 * @returns {Promise<FoundService & { warning?: string }>}
 */
export async function ensureRedis(ports, { REDIS_PASSWORD: password }) {
  const given = chosenService('REDIS_URL');
  if (given) {
    const { version, warning } = await checkRedis(given);
    return { url: given, description: `${version} (REDIS_URL)`, ...(warning ? { warning } : {}) };
  }
  const choosePort = () => ownPort('redis', ports);
  return startRedis({ dataDir: redisData(), password, choosePort });
}

/**
 * Works with the product's PostgreSQL and Redis, beside the product or without it: what did not run before is stopped.
 *
 * @template Result
 * @param {import('./settings.mjs').Ports} ports
 * @param {import('./secrets.mjs').Secrets} secrets
 * @param {(urls: { databaseUrl: string, redisUrl: string }) => Promise<Result>} work
 * @returns {Promise<Result>}
 */
export async function withServices(ports, secrets, work) {
  const postgresRan = await postgresPort(postgresData());
  const redisRan = await redisPort(redisData());
  try {
    const { url: databaseUrl } = await ensurePostgres(ports, secrets);
    const { url: redisUrl } = await ensureRedis(ports, secrets);
    return await work({ databaseUrl, redisUrl });
  } finally {
    if (!redisRan) await stopRedis(redisData());
    if (!postgresRan) await stopPostgres(postgresData());
  }
}

/** Whether the product has data: in DATABASE_URL, or because it has run from this folder. */
export const hasDatabase = () =>
  Boolean(process.env.DATABASE_URL) || existsSync(path.join(postgresData(), 'PG_VERSION'));

/** Stops the project's own PostgreSQL and Redis. Those given by a variable are not ours to stop. */
export async function stopOwnServices() {
  await stopRedis(redisData());
  await stopPostgres(postgresData());
}

/** Where the project's own services keep their data. */
export const serviceFolders = () => ({ postgres: postgresData(), redis: redisData() });

const postgresData = () => inData('postgres');
const redisData = () => inData('redis');

/**
 * @param {'postgres' | 'redis'} name
 * @param {import('./settings.mjs').Ports} ports
 */
async function ownPort(name, ports) {
  await requireFreePort(PORTS[name].owner, ports[name], PORTS[name].variable);
  return ports[name];
}

/**
 * @template Result
 * @param {() => Promise<Result>} work
 */
const underLock = (work) => withLock(inData('services.lock'), work);
