import { setTimeout as pause } from 'node:timers/promises';
import { createDatabase, createKeyring, type Database } from '@soul-kg-crm/database';
import { newId } from '@soul-kg-crm/shared/ids';
import { type KeptLease, LeaseStore, type WorkerBeat } from '@soul-kg-crm/whatsapp/leases';
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

const LEASE_MS = 60_000;
const RENEW_MS = 10_000;

/** Does something in the place of the channel's worker; refuses while one runs it. `lost`: another one has taken it. */
export async function asOwner<Result>(
  database: Database,
  channelId: string,
  work: (owner: Ownership, lost: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const organizationId = await organizationOf(database, channelId);
  const leases = new LeaseStore(database.system, LEASE_MS);
  // It takes no part in the sharing: it has come for this channel alone.
  const worker: WorkerBeat = { workerId: newId(), name: 'script', capacity: 0, isStopping: true };
  await leases.beat(worker, []);
  const [over, lost] = [new AbortController(), new AbortController()];
  let renewing: Promise<void> | undefined;
  try {
    const [lease] = await leases.acquire(worker.workerId, [channelId]);
    if (!lease) throw new ScriptError('A worker runs this channel: disconnect it in the dashboard first.');
    const beat = () => leases.beat(worker, [lease]);
    renewing = keepRenewing(beat, over.signal).then((isLost) => {
      if (isLost) lost.abort();
    });
    return await work({ organizationId, channelId, leaseGeneration: lease.generation }, lost.signal);
  } finally {
    over.abort();
    await renewing;
    await leases.leave(worker.workerId);
  }
}

async function organizationOf({ system }: Database, channelId: string): Promise<string> {
  const isId = /^[\da-f-]{36}$/i.test(channelId);
  const where = { id: channelId, type: 'WHATSAPP' } as const;
  const channel = isId ? await system.channel.findFirst({ where }) : null;
  if (!channel) throw new ScriptError(`There is no WhatsApp channel ${channelId}.`);
  return channel.organizationId;
}

/** Until the work is over, or the lease is somebody else's, or may be: then it gives true. */
async function keepRenewing(beat: () => Promise<KeptLease[]>, over: AbortSignal): Promise<boolean> {
  let renewedMs = performance.now();
  while (!over.aborted) {
    await pause(RENEW_MS, undefined, { signal: over }).catch(() => {});
    if (over.aborted) break;
    const askedMs = performance.now();
    const kept = await beat().catch(() => null);
    if (kept?.length === 0) return true;
    if (kept?.[0]?.isRenewed) renewedMs = askedMs;
    if (performance.now() - renewedMs > LEASE_MS - RENEW_MS) return true;
  }
  return false;
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
