import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import whatsAppWeb from 'whatsapp-web.js';
import { packLogin, replaceProfile, unpackLogin } from '../src/session-store/archive.ts';
import { readLoginFiles } from '../src/session-store/login-files.ts';
import { LoginUnreadableError } from '../src/session-store/session-store.ts';
import { fakeLogin, loginOf } from './fake-login.ts';
import { KEY, type LoginWorld, loginWorld } from './login-world.ts';
import { plainRemoteAuth } from './plain-remote-auth.ts';

// What RemoteAuth of whatsapp-web.js 1.34.7 does, each numbered as in docs/library-facts.md: shown on the plain class where
// that is cheap, and ours beside it.

let world: LoginWorld;
beforeAll(async () => {
  world = await loginWorld();
});
afterAll(() => world?.[Symbol.asyncDispose]());

/** A login on the disk, as it is while its browser runs. */
async function running() {
  const owner = await world.newOwner();
  const store = world.storeWith(KEY);
  const config = world.configOf(owner);
  const session = await store.prepare(config, owner);
  await fakeLogin(session.userDataDir, 'login');
  return { owner, store, config, session, save: () => store.save(config, owner) };
}

test('6.1 the first save waits for nothing, and the library is asked for no timer of its own', async () => {
  const { save } = await running();
  expect(await save()).toMatchObject({ kind: 'saved', generation: 1n });
});

test('6.2 a save can be had at any time, and says what became of it', async () => {
  const { save, session } = await running();
  await save();
  expect(await save()).toEqual({ kind: 'unchanged' });
  await fakeLogin(session.userDataDir, 'later');
  expect(await save()).toMatchObject({ kind: 'saved', generation: 2n });
});

test('6.3 only the two folders that make a login are kept', async () => {
  const { save, session, owner, store, config } = await running();
  await mkdir(path.join(session.userDataDir, 'Default/Cache'), { recursive: true });
  await writeFile(path.join(session.userDataDir, 'Default/Cache/large'), 'x');
  await save();
  await rm(config.dataPath, { recursive: true });
  const { userDataDir } = await store.prepare(config, owner);
  expect((await readdir(path.join(userDataDir, 'Default'))).sort()).toEqual(['IndexedDB', 'Local Storage']);
});

test('6.4 a login is addressed by its channel, whatever its name', async () => {
  const [one, other] = [await running(), await running()];
  await one.save();
  expect(await world.generations(other.owner)).toEqual([]);
});

test('6.5 there is no interval that could be missing or too short', async () => {
  const { dataPath } = world.configOf(await world.newOwner());
  const { store } = await plainRemoteAuth();
  expect(
    () => new whatsAppWeb.RemoteAuth({ clientId: 'x', dataPath, store, backupSyncIntervalMs: 1 }),
  ).toThrow('60000');
  await running();
});

test('6.6 a fresh disk needs no folder to be made', async () => {
  const { owner, store, config, save } = await running();
  await save();
  await rm(config.dataPath, { recursive: true });
  expect(await loginOf((await store.prepare(config, owner)).userDataDir)).toBe('login');
});

test('6.7 a store that fails is an error to whoever saves, and no unhandled rejection', async () => {
  await using plain = await plainRemoteAuth();
  plain.store.failure = new Error('away');
  await expect(plain.auth.afterAuthReady()).rejects.toThrow('away');
  const { session, save, owner } = await running();
  await expect(session.authStrategy.afterAuthReady()).resolves.toBeUndefined();
  await world.takeOver(owner);
  await expect(save()).rejects.toThrow('gone to another worker');
});

test('6.8 saves at once do not disturb each other', async () => {
  await using plain = await plainRemoteAuth();
  const areAllDone = () => {
    const all = Promise.allSettled([plain.save(), plain.save(), plain.save()]);
    const isDone = all.then((results) => results.every(({ status }) => status === 'fulfilled'));
    return Promise.race([isDone, new Promise((resolve) => setTimeout(resolve, 500, false))]);
  };
  // Now and then they are lucky.
  await expect.poll(areAllDone).toBe(false);
  const { save } = await running();
  const saves = await Promise.all([save(), save(), save()]);
  expect(saves.map(({ kind }) => kind)).toEqual(['saved', 'unchanged', 'unchanged']);
});

test('6.9 files that come and go under a save do not fail it', async () => {
  const { save, session } = await running();
  const folder = path.join(session.userDataDir, 'Default/Local Storage/leveldb');
  // As a browser does it now and then: for a moment, in which no copy can be whole.
  const writing = (async () => {
    for (let n = 4; n < 24; n += 1) {
      await writeFile(path.join(folder, `${n}.ldb`), 'x'.repeat(64_000));
      await rm(path.join(folder, `${n - 1}.ldb`), { force: true });
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
  })();
  const saved = await save();
  await writing;
  expect(saved).toMatchObject({ kind: 'saved' });
});

test('6.10 a restored profile is complete before its browser starts', async () => {
  const { owner, store, config, session, save } = await running();
  const before = await readLoginFiles(session.userDataDir);
  await save();
  await rm(config.dataPath, { recursive: true });
  expect(await readLoginFiles((await store.prepare(config, owner)).userDataDir)).toEqual(before);
});

test('6.11 a start deletes no profile, and a store that cannot answer is no missing login', async () => {
  await using plain = await plainRemoteAuth();
  await plain.auth.beforeBrowserInitialized();
  expect(existsSync(path.join(plain.userDataDir, 'Default'))).toBe(false);
  const { owner, store, config, session } = await running();
  await store.prepare(config, owner);
  expect(await loginOf(session.userDataDir)).toBe('login');
  const gone = { ...owner, organizationId: 'no uuid' };
  await expect(store.prepare(config, gone)).rejects.toThrow();
  expect(await loginOf(session.userDataDir)).toBe('login');
});

test('6.12 and 6.13 no timer is left, however often the page reloads', async () => {
  const timers = vi.spyOn(globalThis, 'setInterval');
  await using plain = await plainRemoteAuth();
  await plain.save();
  await plain.auth.afterAuthReady();
  await plain.auth.afterAuthReady();
  expect(timers).toHaveBeenCalledTimes(2);
  for (const { value } of timers.mock.results) clearInterval(value);
  const { session } = await running();
  // The database looks after its connections from the first one on.
  timers.mockClear();
  for (let reload = 0; reload < 3; reload += 1) await session.authStrategy.afterAuthReady();
  expect(timers).not.toHaveBeenCalled();
  timers.mockRestore();
});

test('6.14 a state that the library does not accept deletes nothing', async () => {
  await using plain = await plainRemoteAuth();
  await plain.save();
  await plain.auth.disconnect();
  expect(existsSync(plain.stored) || existsSync(plain.userDataDir)).toBe(false);
  const { owner, session, save } = await running();
  await save();
  await session.authStrategy.disconnect();
  expect(await loginOf(session.userDataDir)).toBe('login');
  expect(await world.generations(owner)).toEqual([1]);
});

test('6.15 and 6.16 an empty or half profile is never stored over a good one', async () => {
  await using plain = await plainRemoteAuth();
  await rm(path.join(plain.userDataDir, 'Default'), { recursive: true });
  await plain.save();
  expect((await readFile(plain.stored)).length).toBeLessThan(200);
  const { owner, session, save } = await running();
  await save();
  await rm(path.join(session.userDataDir, 'Default/IndexedDB'), { recursive: true });
  expect(await save()).toEqual({ kind: 'nothing' });
  await rm(path.join(session.userDataDir, 'Default'), { recursive: true });
  expect(await save()).toEqual({ kind: 'nothing' });
  expect(await world.generations(owner)).toEqual([1]);
});

test('6.17 garbage, a cut, nothing, and a path out of the profile are errors with a name', async () => {
  const { session } = await running();
  const files = await readLoginFiles(session.userDataDir);
  if (!files) throw new Error('no login');
  const archive = await packLogin(files);
  expect((await unpackLogin(archive)).size).toBe(files.size);
  const reaching = await packLogin(new Map([...files, ['Default/IndexedDB/../../evil', Buffer.from('x')]]));
  const foreign = await packLogin(new Map([...files, ['Default/Cookies', Buffer.from('x')]]));
  for (const bad of [
    Buffer.from('garbage'),
    Buffer.alloc(0),
    archive.subarray(0, archive.length / 2),
    reaching,
    foreign,
  ]) {
    await expect(unpackLogin(bad)).rejects.toThrow(LoginUnreadableError);
  }
});

test('6.18 what a killed process left half done is not taken for a login', async () => {
  const { owner, store, config, session, save } = await running();
  await save();
  await fakeLogin(`${session.userDataDir}.new`, 'half');
  const other = await world.takeOver(await world.takeOver(owner));
  expect(await loginOf((await store.prepare(config, other)).userDataDir)).toBe('login');
  expect(existsSync(`${session.userDataDir}.new`)).toBe(false);
  await replaceProfile(session.userDataDir, (await readLoginFiles(session.userDataDir)) ?? new Map());
  expect(await loginOf(session.userDataDir)).toBe('login');
});

test('6.19 a second owner neither deletes the first one’s login nor is written over by it', async () => {
  const { owner, session, save, store } = await running();
  await save();
  const second = await world.takeOver(owner);
  const elsewhere = world.configOf(second, 'two');
  await fakeLogin((await store.prepare(elsewhere, second)).userDataDir, 'of the second');
  await store.save(elsewhere, second);
  await session.authStrategy.disconnect();
  await fakeLogin(session.userDataDir, 'late');
  await expect(save()).rejects.toThrow('gone to another worker');
  expect(await world.generations(owner)).toEqual([1, 2]);
});

test('6.20 a browser that died before the first save keeps its login', async () => {
  const { owner, store, config, session, save } = await running();
  await store.release(config);
  expect(await loginOf((await store.prepare(config, owner)).userDataDir)).toBe('login');
  expect(await save()).toMatchObject({ kind: 'saved' });
  expect(existsSync(session.userDataDir)).toBe(true);
});
