import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createDatabase, type Database, provisionOrganization, type Scope } from '@soul-kg-crm/database';
import { newId } from '@soul-kg-crm/shared/ids';
import { killablePostgres } from '@soul-kg-crm/tooling/test-world';

export interface BenchOrganization extends AsyncDisposable {
  /** For what a benchmark leaves on the disk; removed with everything else. */
  folder: string;
  databaseUrl: string;
  /** Of the postmaster. */
  postgresPid: number;
  database: Database;
  scope: Scope;
  organizationId: string;
  channelId: string;
}

/** What somebody gives a server with a few GB: commits go to the disk, and the data fits into memory. */
const SETTINGS = [
  'shared_buffers=1GB',
  'effective_cache_size=3GB',
  'maintenance_work_mem=512MB',
  'work_mem=16MB',
  'max_wal_size=8GB',
  'min_wal_size=1GB',
  'checkpoint_timeout=15min',
  'random_page_cost=1.1',
  'jit=off',
];

/** A throw-away PostgreSQL with the settings of a real one, and one organisation in it. */
export async function benchOrganization(maxConnections = 10): Promise<BenchOrganization> {
  await using starting = new AsyncDisposableStack();
  const folder = await mkdtemp(path.join(tmpdir(), 'bench-'));
  starting.defer(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  const postgres = starting.use(await killablePostgres(folder, SETTINGS));
  const database = starting.use(createDatabase({ url: postgres.url, maxConnections }));
  await liveIn(database);
  const { organizationId, channelId } = await addOrganization(database);
  const running = starting.move();
  return {
    ...{ folder, database, organizationId, channelId },
    databaseUrl: postgres.url,
    postgresPid: postgres.pid(),
    scope: database.forOrganization(organizationId),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

/** One more organisation, with a person and a default channel. */
export async function addOrganization(
  database: Database,
): Promise<{ organizationId: string; channelId: string }> {
  const userId = newId();
  await database.system.user.create({ data: { id: userId, name: 'Owner', email: `${userId}@example.com` } });
  return database.system.$transaction((tx) =>
    provisionOrganization(tx, { userId, organizationName: 'Bench' }),
  );
}

/**
 * A server that has run for a while has its buffers in memory and WAL files to write over; a new one makes both when they
 * are first needed, which is an eighth of what storing a message costs it.
 */
async function liveIn({ system }: Database): Promise<void> {
  await system.$executeRaw`CREATE TABLE lived (page TEXT)`;
  await system.$executeRaw`ALTER TABLE lived ALTER page SET STORAGE PLAIN`;
  await system.$executeRaw`INSERT INTO lived SELECT repeat('x', 8000) FROM generate_series(1, 140000)`;
  await system.$executeRaw`DROP TABLE lived`;
  await system.$executeRaw`CHECKPOINT`;
}
