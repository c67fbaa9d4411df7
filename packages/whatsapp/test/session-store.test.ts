import { existsSync } from 'node:fs';
import { lstat, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createWhatsAppClientConfig, LocalSessionStore } from '../src/session-store/index.ts';

const ORGANIZATION = '0190a0de-1111-7000-8000-000000000001';

describe('the name of a login', () => {
  test('is the organisation, apart for an import and for a further number', () => {
    const named = (mode: 'import' | 'integration', channelId?: string) =>
      createWhatsAppClientConfig(ORGANIZATION, mode, { rootFolder: '/data', channelId });
    expect(named('integration')).toEqual({
      clientId: `org-${ORGANIZATION}`,
      dataPath: `/data/.whatsapp-sessions/org-${ORGANIZATION}`,
    });
    expect(named('import').dataPath).toBe(`/data/.whatsapp-sessions/import-${ORGANIZATION}`);
    expect(named('integration', 'c2').clientId).toBe(`org-${ORGANIZATION}-c2`);
  });

  test('is never a way out of its folder', () => {
    expect(() => createWhatsAppClientConfig('../../etc', 'integration')).toThrow('Not a possible name');
  });
});

describe('the local session store', () => {
  let rootFolder: string;
  beforeEach(async () => {
    rootFolder = await mkdtemp(path.join(tmpdir(), 'sessions-'));
  });
  afterEach(() => rm(rootFolder, { recursive: true, force: true }));

  test('clears the locks of a dead browser, and keeps the login', async () => {
    const config = createWhatsAppClientConfig(ORGANIZATION, 'integration', { rootFolder });
    const store = new LocalSessionStore();
    const { userDataDir } = await store.prepare(config);
    const socketFolder = path.join(rootFolder, 'org.chromium.Chromium.abc');
    await mkdir(socketFolder);
    await mkdir(userDataDir, { recursive: true });
    await writeFile(path.join(userDataDir, 'login'), 'kept');
    await symlink('other-host-4711', path.join(userDataDir, 'SingletonLock'));
    await symlink(path.join(socketFolder, 'SingletonSocket'), path.join(userDataDir, 'SingletonSocket'));
    await store.prepare(config);
    await expect(lstat(path.join(userDataDir, 'SingletonLock'))).rejects.toThrow('ENOENT');
    expect(existsSync(socketFolder)).toBe(false);
    expect(existsSync(path.join(userDataDir, 'login'))).toBe(true);
  });

  test('does not let the library delete a login, but deletes it when told to', async () => {
    const config = createWhatsAppClientConfig(ORGANIZATION, 'integration', { rootFolder });
    const store = new LocalSessionStore();
    const { authStrategy, userDataDir } = await store.prepare(config);
    await mkdir(userDataDir, { recursive: true });
    await authStrategy.logout();
    expect(existsSync(userDataDir)).toBe(true);
    await store.save(config);
    await store.prepare(config);
    expect(await store.removeCopy(config)).toBe(true);
    expect(existsSync(config.dataPath)).toBe(false);
    expect(await store.removeCopy(config)).toBe(false);
  });

  test('knows a profile that never held a login from one of before, which may', async () => {
    const config = createWhatsAppClientConfig(ORGANIZATION, 'integration', { rootFolder });
    const store = new LocalSessionStore();
    const { userDataDir } = await store.prepare(config);
    await mkdir(userDataDir, { recursive: true });
    await store.prepare(config);
    expect(await store.removeCopy(config)).toBe(false);
    // Of LocalAuth, or an earlier version: nobody noted anything.
    await mkdir(userDataDir, { recursive: true });
    await store.prepare(config);
    expect(await store.removeCopy(config)).toBe(true);
  });
});
