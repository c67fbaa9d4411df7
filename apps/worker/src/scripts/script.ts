import { createDatabase, createKeyring, type Database } from '@soul-kg-crm/database';
import { newId } from '@soul-kg-crm/shared/ids';
import { LeaseStore } from '@soul-kg-crm/whatsapp/leases';
import { type Ownership, SessionArchives } from '@soul-kg-crm/whatsapp/session-store';
import type { WorkerEnv } from '../env.ts';

/** What was asked for cannot be done; the message is for whoever asked. */
export class ScriptError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ScriptError';
  }
}

export interface StoredLogins extends AsyncDisposable {
  database: Database;
  archives: SessionArchives;
}

/** The database and the logins in it, as the worker's settings say. */
export function openLogins(
  env: Pick<WorkerEnv, 'DATABASE_URL' | 'ENCRYPTION_KEY' | 'ENCRYPTION_KEYS_OLD' | 'WHATSAPP_WEB_STANDIN'>,
): StoredLogins {
  if (!env.ENCRYPTION_KEY) throw new ScriptError('ENCRYPTION_KEY is not set: logins are encrypted by it.');
  const database = createDatabase({ url: env.DATABASE_URL, maxConnections: 2 });
  const keyring = createKeyring(env.ENCRYPTION_KEY, env.ENCRYPTION_KEYS_OLD);
  const archives = new SessionArchives(database, keyring, env.WHATSAPP_WEB_STANDIN ?? null);
  return { database, archives, [Symbol.asyncDispose]: () => database.close() };
}

/** The channel as it is now, whoever runs it. */
export async function findChannel(
  { system }: Database,
  channelId: string,
): Promise<Ownership & { isRunning: boolean }> {
  const isId = /^[\da-f-]{36}$/i.test(channelId);
  const channel = isId
    ? await system.channel.findFirst({ where: { id: channelId, type: 'WHATSAPP' }, include: { lease: true } })
    : null;
  if (!channel) throw new ScriptError(`There is no WhatsApp channel ${channelId}.`);
  const { organizationId, lease } = channel;
  const isRunning = lease?.workerId != null && lease.expiresAt !== null && lease.expiresAt > new Date();
  return { organizationId, channelId, leaseGeneration: lease?.generation ?? 0n, isRunning };
}

const LEASE_MS = 60_000;

/** Does something in the place of the channel's worker; refuses while one runs it. */
export async function asOwner<Result>(
  database: Database,
  channelId: string,
  work: (owner: Ownership) => Promise<Result>,
): Promise<Result> {
  const { organizationId } = await findChannel(database, channelId);
  const leases = new LeaseStore(database.system, LEASE_MS);
  const workerId = newId();
  // It takes no part in the sharing: it has come for this channel alone.
  await leases.beat({ workerId, name: 'script', capacity: 0, isStopping: true }, []);
  try {
    const [lease] = await leases.acquire(workerId, [channelId]);
    if (!lease) throw new ScriptError('A worker runs this channel: disconnect it in the dashboard first.');
    return await work({ organizationId, channelId, leaseGeneration: lease.generation });
  } finally {
    await leases.leave(workerId);
  }
}

/** Runs a script's main function: what was expected to go wrong is one sentence. */
export async function runScript(main: () => Promise<void>): Promise<void> {
  try {
    await main();
  } catch (error) {
    const isExpected = error instanceof Error && EXPECTED.has(error.name);
    console.error(isExpected ? error.message : error);
    process.exitCode = 1;
  }
}

const EXPECTED = new Set([
  'ScriptError',
  'LoginUnreadableError',
  'LoginOfOtherServerError',
  'EnvError',
  'ChromiumMissingError',
  'DecryptionError',
]);
