import { once } from 'node:events';
import { connect } from 'node:net';
import { isReadOnly, pendingMigrations, requireDatabaseWrites } from '@soul-kg-crm/database';
import { isRedisRefusing, requireRedisWrites } from '@soul-kg-crm/queue';
import type { ApiContext } from '../context.ts';

export interface Missing {
  what: 'database' | 'migrations' | 'redis' | 'sandbox';
  /** For the administrator, in English. */
  detail: string;
}

const PATIENCE_MS = 3_000;

/** What the API needs and does not have now. */
export async function findMissing(api: ApiContext): Promise<Missing[]> {
  const found = await Promise.all([databaseState(api), redisState(api), standinState(api)]);
  return found.filter((missing) => missing !== null);
}

async function databaseState({ database, log }: ApiContext): Promise<Missing | null> {
  try {
    const pending = await inTime(pendingMigrations(database.system));
    if (pending.length > 0) return { what: 'migrations', detail: `Not applied yet: ${pending.join(', ')}` };
    await inTime(requireDatabaseWrites(database.system));
    return null;
  } catch (err) {
    log.warn({ err }, 'ready.database_missing');
    if (isReadOnly(err))
      return {
        what: 'database',
        detail: 'PostgreSQL takes no writes. Is it a standby, or set to read-only?',
      };
    return {
      what: 'database',
      detail: 'PostgreSQL does not answer. Is it running, and is DATABASE_URL right?',
    };
  }
}

async function redisState({ redis, redisPrefix, log }: ApiContext): Promise<Missing | null> {
  try {
    await inTime(requireRedisWrites(redis, redisPrefix));
    return null;
  } catch (err) {
    log.warn({ err }, 'ready.redis_missing');
    if (isRedisRefusing(err))
      return { what: 'redis', detail: 'Redis takes nothing. Is its memory or its disk full?' };
    return { what: 'redis', detail: 'Redis does not answer. Is it running, and is REDIS_URL right?' };
  }
}

/** The real WhatsApp is the worker's to reach, and so is its Chromium, without which it does not start. */
async function standinState({ settings, log }: ApiContext): Promise<Missing | null> {
  const { standin } = settings;
  if (standin === null) return null;
  const [host = '', port = ''] = standin.split(':');
  const socket = connect({ host, port: Number(port) });
  try {
    await inTime(once(socket, 'connect'));
    return null;
  } catch (err) {
    log.warn({ err }, 'ready.standin_missing');
    return { what: 'sandbox', detail: `Nothing answers at ${standin}, which stands in for WhatsApp.` };
  } finally {
    socket.destroy();
  }
}

async function inTime<Result>(work: Promise<Result>): Promise<Result> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`No answer in ${PATIENCE_MS} ms`)), PATIENCE_MS);
  try {
    return await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
  }
}
