import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { createDatabase, createKeyring, provisionOrganization } from '@soul-kg-crm/database';
import { newId } from '@soul-kg-crm/shared/ids';
import { killablePostgres } from '@soul-kg-crm/tooling/test-world';
import { LeaseStore } from '@soul-kg-crm/whatsapp/leases';
import {
  createWhatsAppClientConfig,
  DatabaseStore,
  SessionArchives,
} from '@soul-kg-crm/whatsapp/session-store';
import { type AsyncZippable, zip } from 'fflate';
import { type Figure, report } from './support/figures.ts';
import { median, timesOf } from './support/numbers.ts';

// What it costs to keep a login of so many MB (6 unless told; a real one has 5 to 7):
// npm run bench -- session-archive; node bench/session-archive.ts [MB]

const MB = 1024 * 1024;
const ROUNDS = 7;
const size = Number(process.argv[2] ?? 6);
const silent = { debug() {}, info() {}, warn() {}, error() {} };

await using stack = new AsyncDisposableStack();
const folder = await mkdtemp(path.join(tmpdir(), 'bench-'));
stack.defer(() => rm(folder, { recursive: true, force: true }));
const postgres = stack.use(await killablePostgres(folder));
const database = stack.use(createDatabase({ url: postgres.url, maxConnections: 2 }));
const user = await database.system.user.create({ data: { name: 'Owner', email: 'owner@example.com' } });
const made = await database.system.$transaction((tx) =>
  provisionOrganization(tx, { userId: user.id, organizationName: 'Bench' }),
);
const workerId = newId();
const leases = new LeaseStore(database.system, 600_000);
await leases.beat({ workerId, name: 'bench', capacity: 1, isStopping: false }, []);
const [lease] = await leases.acquire(workerId, [made.channelId]);
const owner = { ...made, leaseGeneration: lease?.generation ?? 0n };
const keyring = createKeyring(randomBytes(32).toString('base64'));
const store = new DatabaseStore(new SessionArchives(database, keyring, null), silent);
const config = createWhatsAppClientConfig(made.organizationId, 'integration', { rootFolder: folder });

const { userDataDir } = await store.prepare(config, owner);
const bulk = randomBytes(size * MB);
await writeLogin('0');
const saved = await store.save(config, owner);
const bytes = saved.kind === 'saved' ? saved.bytes : 0;

const zipMs = await medianMs(async () => {
  await promisify<AsyncZippable, { level: 3 }, Uint8Array>(zip)({ bulk }, { level: 3 });
});
const saveMs = await medianMs(async (round) => {
  await writeLogin(`changed ${round}`);
  await store.save(config, owner);
});
const unchangedMs = await medianMs(async () => {
  await store.save(config, owner);
});
const restoreMs = await medianMs(async () => {
  await rm(config.dataPath, { recursive: true });
  await store.prepare(config, owner);
});

const aDay = (saves: number) => `${((saves * bytes) / MB).toFixed(0)} MB`.padStart(9);
console.log(`a login of ${(bytes / MB).toFixed(1)} MB, packed\n`);
console.log('to the database in a day          unchanged   changing');
console.log(`  RemoteAuth, every five minutes  ${aDay(288)}  ${aDay(288)}`);
console.log(`  RemoteAuth, every hour          ${aDay(24)}  ${aDay(24)}`);
console.log(`  ours, every hour                ${aDay(0)}  ${aDay(24)}\n`);
report(`keeping a login of ${(bytes / MB).toFixed(1)} MB, packed`, [
  { what: 'bare zip', value: zipMs, unit: 'ms' },
  figure('save', saveMs),
  figure('save, nothing changed', unchangedMs),
  figure('restore', restoreMs),
]);

function figure(what: string, ms: number): Figure {
  return { what, value: ms, unit: 'ms', ratio: { of: ms / zipMs, to: 'bare zip' } };
}

async function writeLogin(text: string): Promise<void> {
  for (const name of ['IndexedDB/https_web.whatsapp.com_0.indexeddb.leveldb', 'Local Storage/leveldb']) {
    const database = path.join(userDataDir, 'Default', name);
    await mkdir(database, { recursive: true });
    await writeFile(path.join(database, 'CURRENT'), 'MANIFEST-000001\n');
    await writeFile(path.join(database, 'MANIFEST-000001'), 'manifest');
    await writeFile(path.join(database, '000003.log'), text);
    if (name.startsWith('IndexedDB')) await writeFile(path.join(database, '000005.ldb'), bulk);
  }
}

async function medianMs(work: (round: number) => Promise<void>): Promise<number> {
  return median(await timesOf(ROUNDS, work, 0));
}
