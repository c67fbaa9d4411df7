import whatsAppWeb from 'whatsapp-web.js';

/**
 * RemoteAuth without what costs logins (seen in 1.34.7): it deletes the profile at every start and the stored login on
 * every state that it does not know, saves from timers that nobody can stop, and lets a store's failure end the process.
 * The profile is made ready before, and kept afterwards, by DatabaseSessionStore; this only names its folder.
 */
export class DatabaseAuth extends whatsAppWeb.RemoteAuth {
  readonly #userDataDir: string;

  constructor(options: { clientId: string; dataPath: string; userDataDir: string }) {
    super({ ...options, store: UNUSED, backupSyncIntervalMs: 3_600_000 });
    this.#userDataDir = options.userDataDir;
  }

  override beforeBrowserInitialized = async (): Promise<void> => {
    const client: unknown = Reflect.get(this, 'client');
    const options: unknown = client instanceof Object ? Reflect.get(client, 'options') : undefined;
    if (!(options instanceof Object))
      throw new Error('whatsapp-web.js has no options: not a supported version');
    const puppeteer: unknown = Reflect.get(options, 'puppeteer');
    const launch = puppeteer instanceof Object ? puppeteer : {};
    Reflect.set(options, 'puppeteer', { ...launch, userDataDir: this.#userDataDir });
  };

  override afterAuthReady = async (): Promise<void> => {};
  override disconnect = async (): Promise<void> => {};
  override destroy = async (): Promise<void> => {};
  override logout = async (): Promise<void> => {};
}

const refuse = async () => {
  throw new Error('The login is kept by the session store');
};
const UNUSED = { sessionExists: refuse, save: refuse, extract: refuse, delete: refuse };
