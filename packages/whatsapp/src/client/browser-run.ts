import * as z from 'zod';
import type { Log } from '../log.ts';
import { closeBrowser, removeBrowserLocks } from './browser-process.ts';
import { hardenLibrary } from './harden-library.ts';
import { type AuthStrategy, createLibraryClient, type LaunchOptions, type LibraryClient } from './library.ts';
import { type LibraryListener, listenToLibrary } from './library-events.ts';
import { callPage, type PageCall, PageGoneError, pageScript } from './page-bridge.ts';
import type { SessionEnd } from './port.ts';
import { memoryOfGroup } from './process-memory.ts';
import { killStrayBrowsers } from './stray-browsers.ts';
import { withTimeout } from './with-timeout.ts';

export interface BrowserRunOptions {
  session: { authStrategy: AuthStrategy; userDataDir: string };
  launch: LaunchOptions;
  log: Log;
  listener: LibraryListener;
  onEnd: (reason: SessionEnd, detail: string | null) => void;
  onNavigation: () => void;
  /** The library cannot listen to the page. */
  onDeaf: (error: unknown) => void;
}

const LAUNCH_MS = 8000;
const SETTLE_MS = 2000;

/** The library with its browser, from launch to the last process. */
export class BrowserRun {
  readonly #options: BrowserRunOptions;
  readonly #library: LibraryClient;
  readonly #launched = Promise.withResolvers<void>();
  #initialized: Promise<void> | null = null;

  constructor(options: BrowserRunOptions) {
    this.#options = options;
    const { session, launch, log } = options;
    this.#library = createLibraryClient({
      authStrategy: session.authStrategy,
      puppeteer: launch,
      pageScript,
    });
    hardenLibrary(this.#library, {
      onInjectionFailed: (error) => log.warn({ err: error }, 'whatsapp.injection_failed'),
      onDeaf: options.onDeaf,
    });
    listenToLibrary(this.#library, options.listener, log);
    this.#hookLaunch(session.authStrategy);
  }

  /** Settles when the page is up; the signal makes it reject at once. */
  async start(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (this.#initialized) throw new Error('A client starts once');
    this.#initialized = this.#library.initialize();
    this.#initialized.catch(() => {});
    const aborted = Promise.withResolvers<never>();
    const abort = () => aborted.reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    try {
      await Promise.race([this.#initialized, aborted.promise]);
    } finally {
      signal.removeEventListener('abort', abort);
    }
  }

  /** Afterwards there is no process and nothing of it in the profile but the login. Also in the middle of a launch. */
  async close(): Promise<void> {
    const { userDataDir } = this.#options.session;
    if (this.#initialized) {
      // A browser that is just being launched has no handle yet.
      const settled = this.#initialized.catch(() => {});
      await withTimeout(Promise.race([this.#launched.promise, settled]), LAUNCH_MS).catch(() => {});
      if (this.#library.pupBrowser) await closeBrowser(this.#library.pupBrowser);
      // Not one of a worker that has taken the channel since, on the same disk.
      else await killStrayBrowsers(userDataDir, process.pid);
      await withTimeout(settled, SETTLE_MS).catch(() => {});
    }
    await removeBrowserLocks(userDataDir);
  }

  async ask<Schema extends z.ZodType>(call: PageCall<Schema>): Promise<z.infer<Schema>> {
    const page = this.#library.pupPage;
    if (!page || page.isClosed()) throw new PageGoneError('there is no page');
    return callPage(page, call);
  }

  async reload(timeoutMs: number): Promise<void> {
    await this.#library.pupPage?.reload({ timeout: timeoutMs });
  }

  async memoryMb(): Promise<number | null> {
    const pid = this.#library.pupBrowser?.process()?.pid;
    return pid === undefined ? null : memoryOfGroup(pid);
  }

  pushName(): string | null {
    return pushName.parse(this.#library.info?.pushname) || null;
  }

  /** The first moment at which the browser can be watched is a call of the library into its way of keeping logins. */
  #hookLaunch(strategy: AuthStrategy): void {
    const original = strategy.afterBrowserInitialized.bind(strategy);
    let isHooked = false;
    strategy.afterBrowserInitialized = async () => {
      if (!isHooked) this.#watchBrowser();
      isHooked = true;
      this.#launched.resolve();
      await original();
    };
  }

  #watchBrowser(): void {
    const { pupBrowser: browser, pupPage: page } = this.#library;
    const { onEnd, onNavigation } = this.#options;
    browser?.on('disconnected', () => onEnd('BROWSER_GONE', null));
    const child = browser?.process();
    // Debian's Chromium is started by a shell script; when that alone is killed, the connection stays open.
    child?.once('exit', () => onEnd('BROWSER_GONE', 'exit'));
    // puppeteer stops listening before the pipes of a killed browser have broken, and a broken pipe nobody listens to
    // would end our process.
    for (const pipe of child?.stdio ?? []) pipe?.on('error', () => {});
    page?.on('error', (error) => onEnd('PAGE_CRASHED', error.message));
    page?.on('close', () => onEnd(browser?.connected ? 'PAGE_CRASHED' : 'BROWSER_GONE', 'closed'));
    page?.on('framenavigated', (frame) => {
      if (frame === page.mainFrame()) onNavigation();
    });
  }
}

const pushName = z.string().nullish().catch(null);
