import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createDatabase, createKeyring, type Database, provisionOrganization } from '@soul-kg-crm/database';
import { newId } from '@soul-kg-crm/shared/ids';
import { createTestDatabase } from '@soul-kg-crm/tooling/test-world';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { LeaseStore } from '../src/leases/lease-store.ts';
import { silentLog } from '../src/log.ts';
import { createWhatsAppClientConfig } from '../src/session-store/client-config.ts';
import { DatabaseSessionStore } from '../src/session-store/database-session-store.ts';
import { SessionArchives } from '../src/session-store/session-archives.ts';
import type { Ownership } from '../src/session-store/session-store.ts';
import { fakeLogin, loginOf } from './fake-login.ts';

const [KEY, NEXT_KEY] = [Buffer.alloc(32, 1).toString('base64'), Buffer.alloc(32, 2).toString('base64')];
const stack = new AsyncDisposableStack();
let database: Database;
let owner: Ownership;
let folder: string;

beforeAll(async () => {
  const testDatabase = stack.use(await createTestDatabase());
  database = stack.use(createDatabase({ url: testDatabase.url, maxConnections: 5 }));
  folder = await mkdtemp(path.join(tmpdir(), 'logins-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
});

afterAll(() => stack.disposeAsync());

beforeEach(async () => {
  owner = await newOwner();
});

async function newOwner(): Promise<Ownership> {
  const user = await database.system.user.create({
    data: { name: 'Owner', email: `${newId()}@example.com` },
  });
  const made = await database.system.$transaction((tx) =>
    provisionOrganization(tx, { userId: user.id, organizationName: 'Shop' }),
  );
  return takeOver({ ...made, leaseGeneration: 0n });
}

/** A worker takes the channel; the lease before is none any more. */
async function takeOver({ organizationId, channelId }: Ownership): Promise<Ownership> {
  const leases = new LeaseStore(database.system, 60_000);
  const workerId = newId();
  await leases.beat({ workerId, name: 'host', capacity: 1, isStopping: false }, []);
  await database.system.channelLease.updateMany({ where: { channelId }, data: { expiresAt: new Date(0) } });
  const [lease] = await leases.acquire(workerId, [channelId]);
  return { organizationId, channelId, leaseGeneration: lease?.generation ?? 0n };
}

const storeWith = (...keys: [string, string?]) =>
  new DatabaseSessionStore(new SessionArchives(database, createKeyring(...keys)), silentLog);
const config = (machine: string) =>
  createWhatsAppClientConfig(owner.organizationId, 'integration', { rootFolder: path.join(folder, machine) });
const generations = async () => {
  const where = { channelId: owner.channelId };
  const rows = await database.system.whatsAppSessionArchive.findMany({
    where,
    orderBy: { generation: 'asc' },
  });
  return rows.map(({ generation }) => Number(generation));
};

/** As a session does: the login is made ready, the browser writes into it, and it is kept. */
async function run(store: DatabaseSessionStore, machine: string, writes: string) {
  const { userDataDir, hasLogin } = await store.prepare(config(machine), owner);
  const found = await loginOf(userDataDir);
  await fakeLogin(userDataDir, writes);
  const saved = await store.save(config(machine), owner);
  return { found, hasLogin, saved };
}

describe('a login', () => {
  test('is found by another machine, and by one whose disk was lost', async () => {
    const store = storeWith(KEY);
    expect(await run(store, 'one', 'first')).toMatchObject({
      found: null,
      hasLogin: false,
      saved: { kind: 'saved' },
    });
    expect(await run(store, 'two', 'second')).toMatchObject({ found: 'first', hasLogin: true });
    await rm(config('two').dataPath, { recursive: true });
    expect(await run(store, 'two', 'third')).toMatchObject({ found: 'second' });
  });

  test('that has not changed costs the database nothing', async () => {
    const store = storeWith(KEY);
    await run(store, 'one', 'same');
    await database.system.channelLease.deleteMany({ where: { channelId: owner.channelId } });
    // Without a lease every write is refused: that this one is not even tried shows by its going well.
    expect(await store.save(config('one'), owner)).toEqual({ kind: 'unchanged' });
  });

  test('is kept in three generations', async () => {
    const store = storeWith(KEY);
    for (const text of ['1', '2', '3', '4', '5']) await run(store, 'one', text);
    expect(await generations()).toEqual([3, 4, 5]);
  });

  test('on the disk is used while nobody else ran it, and else replaced by the stored one', async () => {
    const store = storeWith(KEY);
    await run(store, 'one', 'saved');
    await fakeLogin((await store.prepare(config('one'), owner)).userDataDir, 'newer, not saved');
    owner = await takeOver(owner);
    expect(await run(store, 'one', 'newer, not saved')).toMatchObject({ found: 'newer, not saved' });

    owner = await takeOver(owner);
    await run(store, 'two', 'run elsewhere');
    owner = await takeOver(owner);
    expect(await run(store, 'one', 'x')).toMatchObject({ found: 'run elsewhere' });
  });

  test('that LocalAuth left on the disk is adopted', async () => {
    const store = storeWith(KEY);
    const { dataPath, clientId } = config('one');
    await fakeLogin(path.join(dataPath, `session-${clientId}`), 'of LocalAuth');
    expect(await run(store, 'one', 'later')).toMatchObject({
      found: 'of LocalAuth',
      saved: { kind: 'saved' },
    });
  });

  test('that WhatsApp refuses is followed by older ones, down to an empty profile, and none is deleted', async () => {
    const store = storeWith(KEY);
    for (const text of ['oldest', 'older', 'newest']) await run(store, 'one', text);
    await fakeLogin((await store.prepare(config('one'), owner)).userDataDir, 'on the disk');
    const found: (string | null)[] = [];
    for (let refused = 0; refused < 4; refused += 1) {
      const { userDataDir } = await store.prepareOlder(config('one'), owner);
      found.push(await loginOf(userDataDir));
    }
    expect(found).toEqual(['newest', 'older', 'oldest', null]);
    expect(await generations()).toEqual([1, 2, 3]);
    expect(await store.prepare(config('two'), owner)).toMatchObject({ hasLogin: false });
  });

  test('is forgotten only when told to', async () => {
    const store = storeWith(KEY);
    await run(store, 'one', 'login');
    const { authStrategy, userDataDir } = await store.prepare(config('one'), owner);
    for (const end of ['disconnect', 'logout', 'destroy'] as const) await authStrategy[end]();
    expect(await loginOf(userDataDir)).toBe('login');
    expect(await generations()).toEqual([1]);
    await store.remove(config('one'), owner);
    expect(existsSync(config('one').dataPath)).toBe(false);
    expect(await generations()).toEqual([]);
  });
});

describe('what is stored', () => {
  test('cannot be read without the key, nor in another place, and is not taken for nothing', async () => {
    await run(storeWith(KEY), 'one', 'secret');
    const row = await database.system.whatsAppSessionArchive.findFirstOrThrow({
      where: { channelId: owner.channelId },
    });
    expect(Buffer.from(row.bytes).includes('secret')).toBe(false);
    await expect(storeWith(NEXT_KEY).prepare(config('two'), owner)).rejects.toThrow('ENCRYPTION_KEYS_OLD');
    const moved = await newOwner();
    await database.system.whatsAppSessionArchive.update({
      where: { id: row.id },
      data: { channelId: moved.channelId, organizationId: moved.organizationId },
    });
    owner = moved;
    await expect(storeWith(KEY).prepare(config('two'), owner)).rejects.toThrow('another place');
    expect(existsSync(path.join(config('two').dataPath, 'origin.json'))).toBe(false);
  });

  test('is read by an old key, and written by the new one from the next save on', async () => {
    await run(storeWith(KEY), 'one', 'before');
    const rotated = storeWith(NEXT_KEY, KEY);
    expect(await run(rotated, 'two', 'after')).toMatchObject({ found: 'before' });
    const rows = await database.system.whatsAppSessionArchive.findMany({
      where: { channelId: owner.channelId },
    });
    expect(new Set(rows.map(({ keyId }) => keyId)).size).toBe(2);
    expect(await run(storeWith(NEXT_KEY), 'three', 'x')).toMatchObject({ found: 'after' });
  });

  test('and is damaged gives way to the generation before', async () => {
    const store = storeWith(KEY);
    for (const text of ['good', 'damaged']) await run(store, 'one', text);
    const where = { channelId: owner.channelId, generation: 2n };
    const { bytes } = await database.system.whatsAppSessionArchive.findFirstOrThrow({ where });
    const truncated = new Uint8Array(bytes.subarray(0, bytes.length / 2));
    await database.system.whatsAppSessionArchive.updateMany({ where, data: { bytes: truncated } });
    expect(await run(store, 'two', 'x')).toMatchObject({ found: 'good' });
  });

  test('is not written by a worker that has lost the channel', async () => {
    const store = storeWith(KEY);
    const { userDataDir } = await store.prepare(config('one'), owner);
    await fakeLogin(userDataDir, 'late');
    await takeOver(owner);
    await expect(store.save(config('one'), owner)).rejects.toThrow('gone to another worker');
    expect(await generations()).toEqual([]);
  });

  test('is never an empty or half-written profile', async () => {
    const store = storeWith(KEY);
    const { userDataDir } = await store.prepare(config('one'), owner);
    expect(await store.save(config('one'), owner)).toEqual({ kind: 'nothing' });
    await mkdir(path.join(userDataDir, 'Default/IndexedDB/x.leveldb'), { recursive: true });
    await writeFile(path.join(userDataDir, 'Default/IndexedDB/x.leveldb/CURRENT'), 'MANIFEST-000001\n');
    expect(await store.save(config('one'), owner)).toEqual({ kind: 'nothing' });
    expect(await generations()).toEqual([]);
  });

  test('is whole, whatever is written meanwhile, and by how many at once it is saved', async () => {
    const store = storeWith(KEY);
    const { userDataDir } = await store.prepare(config('one'), owner);
    let isWriting = true;
    const writing = (async () => {
      for (let n = 0; isWriting; n += 1) await fakeLogin(userDataDir, `state ${n}`);
    })();
    const saves = await Promise.all([1, 2, 3].map(() => store.save(config('one'), owner)));
    isWriting = false;
    await writing;
    expect(saves.some(({ kind }) => kind === 'saved')).toBe(true);
    await rm(config('one').dataPath, { recursive: true });
    const restored = await store.prepare(config('one'), owner);
    expect(await loginOf(restored.userDataDir)).toMatch(/^state \d+$/);
  });

  test('a save that is called off leaves what was there', async () => {
    const store = storeWith(KEY);
    await run(store, 'one', 'good');
    await fakeLogin((await store.prepare(config('one'), owner)).userDataDir, 'cut off');
    await expect(store.save(config('one'), owner, AbortSignal.abort())).rejects.toThrow();
    expect(await run(store, 'two', 'x')).toMatchObject({ found: 'good' });
  });
});

test('a login is readable by its owner alone', async () => {
  const store = storeWith(KEY);
  await run(store, 'one', 'private');
  await rm(config('one').dataPath, { recursive: true });
  const { userDataDir } = await store.prepare(config('one'), owner);
  const { stdout } = {
    stdout: await readFile(path.join(userDataDir, 'Default/Local Storage/leveldb/CURRENT'), 'utf8'),
  };
  expect(stdout).toContain('MANIFEST');
  const { mode } = await import('node:fs/promises').then(({ stat }) => stat(userDataDir));
  expect(mode & 0o077).toBe(0);
});
