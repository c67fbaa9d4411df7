import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import whatsAppWeb from 'whatsapp-web.js';

const CHROMIUM = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium-headless-shell';
const WAIT_MS = 60_000;

export type Library = whatsAppWeb.Client;
export type LibraryMessage = whatsAppWeb.Message;

/** The unmodified library in a real browser, with its login in a folder of its own. */
export class LibraryRun implements AsyncDisposable {
  readonly client: Library;
  readonly #heard: { name: string; values: unknown[] }[] = [];
  /** Documents in which the library listens, or has listened. */
  #injected = 0;

  constructor(standin: string, profiles: string, clientId: string) {
    const host = standin.replace(/:\d+$/, '');
    const rules = `MAP web.whatsapp.com:443 ${standin}, MAP * ~NOTFOUND, EXCLUDE ${host}`;
    this.client = new whatsAppWeb.Client({
      // On a log-out it deletes the profile under the running browser, which writes into it meanwhile.
      authStrategy: new whatsAppWeb.LocalAuth({ clientId, dataPath: profiles, rmMaxRetries: 20 }),
      webVersionCache: { type: 'none' },
      puppeteer: {
        executablePath: CHROMIUM,
        headless: CHROMIUM.includes('headless-shell') ? 'shell' : true,
        pipe: true,
        protocolTimeout: 20_000,
        args: [
          '--no-sandbox',
          '--disable-gpu',
          `--host-resolver-rules=${rules}`,
          '--ignore-certificate-errors',
        ],
      },
    });
    catchLateInjections(this.client, () => {
      this.#injected += 1;
    });
    for (const name of EVENTS) {
      this.client.on(name, (...values: unknown[]) => void this.#heard.push({ name, values }));
    }
  }

  /** All events of a name so far: what each was called with. */
  heard(name: string): unknown[][] {
    return this.#heard.filter((event) => event.name === name).map(({ values }) => values);
  }

  /** The first event of a name that fits, of the past or to come. */
  async next(name: string, fits: (...values: never[]) => boolean = () => true): Promise<unknown[]> {
    return waitUntil(() => this.heard(name).find((values) => fits(...(values as never[]))), `no ${name}`);
  }

  async message(body: string, name = 'message'): Promise<LibraryMessage> {
    const [message] = await this.next(name, (heard: LibraryMessage) => heard.body === body);
    return message as LibraryMessage;
  }

  /**
   * Lets a page synchronise that does not do so by itself (`sync: 'never'`), once the library listens in its so-manyeth
   * document: what comes before that it misses, see the README.
   */
  async synchronise(document = 1): Promise<void> {
    await waitUntil(() => this.#injected >= document, 'the library does not listen');
    await this.client.pupPage?.evaluate("window.require('WAWebSocketModel').Socket.set({ hasSynced: true })");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.client.destroy();
  }
}

/** After a navigation the library injects itself without anybody to catch what the closing of its browser makes of it. */
function catchLateInjections(client: Library, onInjected: () => void): void {
  const inject = Reflect.get(client, 'inject') as () => Promise<void>;
  let isFirst = true;
  Reflect.set(client, 'inject', async () => {
    const injected = (Reflect.apply(inject, client, []) as Promise<void>).then(onInjected);
    if (!isFirst) return injected.catch(() => {});
    isFirst = false;
    return injected;
  });
}

/** A folder for profiles that is gone afterwards. */
export async function profileFolder(): Promise<{ path: string } & AsyncDisposable> {
  const folder = await mkdtemp(path.join(tmpdir(), 'sandbox-profiles-'));
  return {
    path: folder,
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }),
  };
}

export async function waitUntil<Found>(
  look: () => Found | undefined | Promise<Found | undefined>,
  what: string,
): Promise<NonNullable<Found>> {
  const deadline = performance.now() + WAIT_MS;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (performance.now() > deadline) throw new Error(what);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const EVENTS = [
  'qr',
  'code',
  'authenticated',
  'ready',
  'message',
  'message_create',
  'message_ack',
  'message_ciphertext',
  'message_edit',
  'message_reaction',
  'message_revoke_everyone',
  'call',
  'change_state',
  'disconnected',
  'unread_count',
];
