import { access, copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import whatsAppWeb from 'whatsapp-web.js';
import { fakeLogin } from './fake-login.ts';

/** The library's own class on a scratch folder, with a store of files as its documentation describes it. */
export async function plainRemoteAuth() {
  const dataPath = await mkdtemp(path.join(tmpdir(), 'plain-'));
  const stored = path.join(dataPath, 'stored.zip');
  const store = {
    deletes: 0,
    saves: 0,
    failure: null as Error | null,
    sessionExists: async () => {
      if (store.failure) throw store.failure;
      return access(stored).then(
        () => true,
        () => false,
      );
    },
    save: async ({ session }: { session: string }) => {
      store.saves += 1;
      await copyFile(path.join(dataPath, `${session}.zip`), stored);
    },
    extract: async ({ path: target }: { path: string }) => copyFile(stored, target),
    delete: async () => {
      store.deletes += 1;
      await rm(stored, { force: true });
    },
  };
  const options = { clientId: 'plain', dataPath, store, backupSyncIntervalMs: 60_000 };
  const auth = new whatsAppWeb.RemoteAuth(options);
  auth.setup(Object.assign(Object.create(null), { options: { puppeteer: {} }, emit: () => {} }));
  await auth.beforeBrowserInitialized();
  const userDataDir = path.join(dataPath, 'RemoteAuth-plain');
  await fakeLogin(userDataDir, 'login');
  const save = (): Promise<void> => Reflect.get(auth, 'storeRemoteSession').call(auth, { emit: true });
  return {
    auth,
    store,
    stored,
    save,
    userDataDir,
    async [Symbol.asyncDispose]() {
      await auth.destroy();
      await rm(dataPath, { recursive: true, force: true });
    },
  };
}
