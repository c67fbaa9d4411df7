import { existsSync } from 'node:fs';
import { mkdir, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { LeaseLostError } from '@soul-kg-crm/database';
import { logOutChannel, recordLoggedOut } from '@soul-kg-crm/domain';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { DatabaseSessionStore } from '../src/session-store/database-session-store.ts';
import type { Ownership } from '../src/session-store/session-store.ts';
import { fakeBrowser } from './fake-browser.ts';
import { fakeLogin, loginOf } from './fake-login.ts';
import { KEY, type LoginWorld, loginWorld, NEXT_KEY } from './login-world.ts';

let world: LoginWorld;
let owner: Ownership;

beforeAll(async () => {
  world = await loginWorld();
});

afterAll(() => world?.[Symbol.asyncDispose]());

beforeEach(async () => {
  owner = await world.newOwner();
});

const storeWith = (...keys: [string, string?]) => world.storeWith(...keys);
const config = (machine: string) => world.configOf(owner, machine);
const generations = () => world.generations(owner);

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
    await world.database.system.channelLease.deleteMany({ where: { channelId: owner.channelId } });
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
    owner = await world.takeOver(owner);
    expect(await run(store, 'one', 'newer, not saved')).toMatchObject({ found: 'newer, not saved' });

    owner = await world.takeOver(owner);
    await run(store, 'two', 'run elsewhere');
    owner = await world.takeOver(owner);
    expect(await run(store, 'one', 'x')).toMatchObject({ found: 'run elsewhere' });
  });

  test('on the disk is used, and saved anew, where the database was put back to an earlier day', async () => {
    const store = storeWith(KEY);
    await run(store, 'one', 'of the backup');
    for (const text of ['later', 'of today']) await run(store, 'one', text);
    await world.database.system.whatsAppSessionArchive.deleteMany({
      where: { channelId: owner.channelId, generation: { gt: 1n } },
    });
    owner = await world.takeOver(owner);
    owner = await world.takeOver(owner);
    expect(await run(store, 'one', 'of today')).toMatchObject({
      found: 'of today',
      saved: { kind: 'saved', generation: 2n },
    });
    expect(await run(store, 'two', 'x')).toMatchObject({ found: 'of today' });
  });

  test('that was logged out elsewhere is not used again from the disk of a machine that did not see it', async () => {
    const store = storeWith(KEY);
    await run(store, 'one', 'known to WhatsApp');
    owner = await world.takeOver(owner);
    const { channelId } = owner;
    const scope = world.database.forOrganization(owner.organizationId);
    await logOutChannel(scope, { channelId, actorId: null });
    await store.removeCopy(config('two'), owner);
    await recordLoggedOut(scope, channelId, { isTold: false, wasAccepted: false });
    owner = await world.takeOver(owner);
    expect(await run(store, 'one', 'linked anew')).toMatchObject({ found: null, hasLogin: false });
    // One that was kept after the log-out is used where the database was put back to the day before it.
    await world.database.system.whatsAppSessionArchive.deleteMany({ where: { channelId } });
    expect(await run(store, 'one', 'linked anew')).toMatchObject({ found: 'linked anew' });
  });

  test('that was saved later is the newer one, whatever the clock of another machine says', async () => {
    const store = storeWith(KEY);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3_600_000 });
    try {
      await run(store, 'one', 'with a clock that is ahead');
    } finally {
      vi.useRealTimers();
    }
    owner = await world.takeOver(owner);
    await run(store, 'two', 'run elsewhere');
    owner = await world.takeOver(owner);
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
    expect(await store.removeCopy(config('one'), owner)).toBe(false);
    expect(existsSync(config('one').dataPath)).toBe(false);
    expect(await generations()).toEqual([1]);
    await store.remove(config('one'), owner);
    expect(await generations()).toEqual([]);
  });
});

describe('what is stored', () => {
  test('is not opened with other servers than its own, and nothing of it is changed by trying', async () => {
    const [real, sandbox] = [world.storeAt(null), world.storeAt('127.0.0.1:4443')];
    for (const text of ['older', 'real']) await run(real, 'one', text);
    for (const machine of ['one', 'two']) {
      await expect(sandbox.prepare(config(machine), owner)).rejects.toThrow('belongs to WhatsApp itself');
      await expect(sandbox.prepareOlder(config(machine), owner)).rejects.toThrow('WHATSAPP_WEB_STANDIN');
    }
    const rows = await world.database.system.whatsAppSessionArchive.findMany({
      where: { channelId: owner.channelId },
    });
    expect(rows.map(({ server, rejectedAt }) => ({ server, rejectedAt }))).toEqual([
      { server: 'whatsapp', rejectedAt: null },
      { server: 'whatsapp', rejectedAt: null },
    ]);
    expect(await run(real, 'one', 'later')).toMatchObject({ found: 'real', hasLogin: true });

    await sandbox.remove(config('one'), owner);
    await run(sandbox, 'one', 'of the sandbox');
    await expect(real.prepare(config('one'), owner)).rejects.toThrow('stand-in 127.0.0.1:4443');
  });

  test('of nobody knows which servers is taken as it is, and noted at the next save', async () => {
    const store = world.storeAt(null);
    await run(store, 'one', 'the same');
    const where = { channelId: owner.channelId };
    await world.database.system.whatsAppSessionArchive.updateMany({ where, data: { server: null } });
    expect(await run(store, 'two', 'the same')).toMatchObject({
      found: 'the same',
      saved: { kind: 'saved' },
    });
    const rows = await world.database.system.whatsAppSessionArchive.findMany({
      where,
      orderBy: { generation: 'asc' },
    });
    expect(rows.map(({ server }) => server)).toEqual([null, 'whatsapp']);
  });

  test('cannot be read without the key, nor in another place, and is not taken for nothing', async () => {
    await run(storeWith(KEY), 'one', 'secret');
    const row = await world.database.system.whatsAppSessionArchive.findFirstOrThrow({
      where: { channelId: owner.channelId },
    });
    expect(Buffer.from(row.bytes).includes('secret')).toBe(false);
    await expect(storeWith(NEXT_KEY).prepare(config('two'), owner)).rejects.toThrow('ENCRYPTION_KEYS_OLD');
    const moved = await world.newOwner();
    await world.database.system.whatsAppSessionArchive.update({
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
    const rows = await world.database.system.whatsAppSessionArchive.findMany({
      where: { channelId: owner.channelId },
    });
    expect(new Set(rows.map(({ keyId }) => keyId)).size).toBe(2);
    expect(await run(storeWith(NEXT_KEY), 'three', 'x')).toMatchObject({ found: 'after' });
  });

  test('is encrypted anew once the key has changed, even where nothing else has', async () => {
    await run(storeWith(KEY), 'one', 'the same');
    const rotated = storeWith(NEXT_KEY, KEY);
    expect((await run(rotated, 'one', 'the same')).saved).toMatchObject({ kind: 'saved' });
    expect((await run(rotated, 'one', 'the same')).saved).toEqual({ kind: 'unchanged' });
  });

  test('and is damaged gives way to the generation before', async () => {
    const store = storeWith(KEY);
    for (const text of ['good', 'damaged']) await run(store, 'one', text);
    const where = { channelId: owner.channelId, generation: 2n };
    const { bytes } = await world.database.system.whatsAppSessionArchive.findFirstOrThrow({ where });
    const truncated = new Uint8Array(bytes.subarray(0, bytes.length / 2));
    await world.database.system.whatsAppSessionArchive.updateMany({ where, data: { bytes: truncated } });
    expect(await run(store, 'two', 'x')).toMatchObject({ found: 'good' });
  });

  test('is not written by a worker that has lost the channel', async () => {
    const store = storeWith(KEY);
    const { userDataDir } = await store.prepare(config('one'), owner);
    await fakeLogin(userDataDir, 'late');
    await world.takeOver(owner);
    await expect(store.save(config('one'), owner)).rejects.toThrow('gone to another worker');
    expect(await generations()).toEqual([]);
  });

  test('is left alone, with the browser that runs on it, by a worker of the same disk that has lost the channel', async () => {
    const store = storeWith(KEY);
    await run(store, 'one', 'of the first');
    const lost = owner;
    owner = await world.takeOver(owner);
    const { userDataDir } = await store.prepare(config('one'), owner);
    await fakeLogin(userDataDir, 'of the second');
    using browser = fakeBrowser(userDataDir);
    await expect(store.prepare(config('one'), lost)).rejects.toThrow(LeaseLostError);
    await expect(store.prepareOlder(config('one'), lost)).rejects.toThrow(LeaseLostError);
    expect(browser.isAlive()).toBe(true);
    expect(await loginOf(userDataDir)).toBe('of the second');
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

  test('of a login that is moments old is complete, or not there yet', async () => {
    const store = storeWith(KEY);
    const { userDataDir } = await store.prepare(config('one'), owner);
    await fakeLogin(userDataDir, 'nothing of an account');
    expect(await store.save(config('one'), owner, { isYoung: true })).toEqual({ kind: 'unsettled' });
    await fakeLogin(userDataDir, 'last-wid-md 996555000111:7@c.us');
    expect(await store.save(config('one'), owner, { isYoung: true })).toMatchObject({ kind: 'saved' });
  });

  test('is whole, whatever is written meanwhile, and by how many at once it is saved', async () => {
    const store = storeWith(KEY);
    const { userDataDir } = await store.prepare(config('one'), owner);
    await fakeLogin(userDataDir, 'state 0');
    let isWriting = true;
    const writing = (async () => {
      for (let n = 1; isWriting; n += 1) await fakeLogin(userDataDir, `state ${n}`);
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
    await expect(store.save(config('one'), owner, { signal: AbortSignal.abort() })).rejects.toThrow();
    expect(await run(store, 'two', 'x')).toMatchObject({ found: 'good' });
  });
});

test('a login is readable by its owner alone', async () => {
  const store = storeWith(KEY);
  await run(store, 'one', 'private');
  await rm(config('one').dataPath, { recursive: true });
  const { userDataDir } = await store.prepare(config('one'), owner);
  const { mode } = await stat(userDataDir);
  expect(mode & 0o077).toBe(0);
});
