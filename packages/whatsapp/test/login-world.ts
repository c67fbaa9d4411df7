import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  createDatabase,
  createKeyring,
  type Database,
  type Keyring,
  provisionOrganization,
} from '@soul-kg-crm/database';
import { newId } from '@soul-kg-crm/shared/ids';
import { createTestDatabase } from '@soul-kg-crm/tooling/test-world';
import { LeaseStore } from '../src/leases/lease-store.ts';
import { silentLog } from '../src/log.ts';
import { createWhatsAppClientConfig, type WhatsAppClientConfig } from '../src/session-store/client-config.ts';
import { DatabaseSessionStore } from '../src/session-store/database-session-store.ts';
import { SessionArchives } from '../src/session-store/session-archives.ts';
import type { Ownership } from '../src/session-store/session-store.ts';

export const KEY = Buffer.alloc(32, 1).toString('base64');
export const NEXT_KEY = Buffer.alloc(32, 2).toString('base64');

export interface LoginWorld extends AsyncDisposable {
  database: Database;
  databaseUrl: string;
  /** A channel, and the lease of the worker that runs it. */
  newOwner(): Promise<Ownership>;
  /** The next worker takes the channel; the lease before is none any more. */
  takeOver(owner: Ownership): Promise<Ownership>;
  storeWith(...keys: [string, string?]): DatabaseSessionStore;
  /** One whose worker runs with a stand-in, or with none. */
  storeAt(standin: string | null): DatabaseSessionStore;
  /** The channel's login on a machine of that name. */
  configOf(owner: Ownership, machine?: string): WhatsAppClientConfig;
  /** The stored generations, oldest first. */
  generations(owner: Ownership): Promise<number[]>;
}

/** A real PostgreSQL with real leases, and any number of machines with disks of their own. */
export async function loginWorld(): Promise<LoginWorld> {
  const stack = new AsyncDisposableStack();
  const testDatabase = stack.use(await createTestDatabase());
  const database = stack.use(createDatabase({ url: testDatabase.url, maxConnections: 5 }));
  const folder = await mkdtemp(path.join(tmpdir(), 'logins-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const leases = new LeaseStore(database.system, 60_000);
  const storeOf = (keyring: Keyring, standin: string | null) =>
    new DatabaseSessionStore(new SessionArchives(database, keyring, standin), silentLog);
  const takeOver = async ({ organizationId, channelId }: Ownership) => {
    const workerId = newId();
    await leases.beat({ workerId, name: 'host', capacity: 1, isStopping: false }, []);
    await database.system.channelLease.updateMany({ where: { channelId }, data: { expiresAt: new Date(0) } });
    const [lease] = await leases.acquire(workerId, [channelId]);
    return { organizationId, channelId, leaseGeneration: lease?.generation ?? 0n };
  };
  return {
    database,
    databaseUrl: testDatabase.url,
    takeOver,
    newOwner: async () => {
      const data = { name: 'Owner', email: `${newId()}@example.com` };
      const { id: userId } = await database.system.user.create({ data });
      const made = await database.system.$transaction((tx) =>
        provisionOrganization(tx, { userId, organizationName: 'Shop' }),
      );
      return takeOver({ ...made, leaseGeneration: 0n });
    },
    storeWith: (...keys) => storeOf(createKeyring(...keys), null),
    storeAt: (standin) => storeOf(createKeyring(KEY), standin),
    configOf: ({ organizationId }, machine = 'one') =>
      createWhatsAppClientConfig(organizationId, 'integration', { rootFolder: path.join(folder, machine) }),
    generations: async ({ channelId }) => {
      const rows = await database.system.whatsAppSessionArchive.findMany({
        where: { channelId },
        orderBy: { generation: 'asc' },
        select: { generation: true },
      });
      return rows.map(({ generation }) => Number(generation));
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}
