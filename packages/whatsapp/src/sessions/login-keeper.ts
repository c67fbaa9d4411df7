import type { WhatsAppClientConfig } from '../session-store/client-config.ts';
import type { SaveResult } from '../session-store/session-store.ts';
import type { SessionChannel, SessionManagerOptions, SessionTimes, Sleep } from './session-options.ts';

export interface LoginKeeperOptions
  extends Pick<Required<SessionManagerOptions>, 'store' | 'log' | 'now'>,
    Pick<SessionManagerOptions, 'onSaved'> {
  channel: SessionChannel;
  config: WhatsAppClientConfig;
  times: SessionTimes;
  sleep: Sleep;
}

/**
 * Copies the login of the browser that runs to where it is kept, and knows whether a login is just being made: from the
 * first code until the first copy, closing the browser would cost it.
 */
export class LoginKeeper {
  readonly #options: LoginKeeperOptions;
  #isLinking = false;
  #isScanned = false;
  #wasReady = false;
  #readySinceMs = 0;
  #isForgotten = false;
  #kept = Promise.withResolvers<void>();
  /** Ends the saving of the client that runs; null before it has begun. */
  #saving: AbortController | null = null;

  constructor(options: LoginKeeperOptions) {
    this.#options = options;
  }

  /** A code is shown, or was scanned, and the login that comes of it is not kept yet. */
  get isLinking(): boolean {
    return this.#isLinking;
  }

  /** The browser is gone: what was kept of its login is all that there is. */
  ended(): void {
    this.#over();
    this.#wasReady = false;
    this.#saving = null;
  }

  codeShown(): void {
    this.#isLinking = true;
  }

  /** WhatsApp accepted a login: the one that the browser came with, or by a code that was scanned. */
  accepted(): void {
    this.#isScanned = this.#isLinking;
  }

  ready(): void {
    this.#wasReady = true;
    this.#readySinceMs = this.#options.now();
  }

  /** WhatsApp no longer knows the login of this browser: it is not kept. */
  loggedOut(): void {
    this.#wasReady = false;
    this.#over();
  }

  /** From now on nothing is kept: the channel is somebody else's, or shall be logged out. */
  forget(): void {
    this.#isForgotten = true;
    this.#over();
  }

  /** Waits for a login whose code somebody has scanned, so long at the most; for nothing where nobody has. */
  async untilKept(mostMs: number): Promise<void> {
    if (!this.#isScanned) return;
    const over = new AbortController();
    await Promise.race([this.#kept.promise, this.#options.sleep(mostMs, over.signal)]);
    over.abort();
  }

  /** After the first moments of a connection the login is on the disk, and then changes slowly. */
  async saveNowAndThen(running: AbortSignal): Promise<void> {
    const { sleep, times } = this.#options;
    // A page that was loaded anew is ready again: only a login that was made meanwhile is not among what is saved.
    if (this.#saving && !this.#isLinking) return;
    this.#saving?.abort();
    this.#saving = new AbortController();
    const signal = AbortSignal.any([running, this.#saving.signal]);
    await sleep(times.settleMs, signal);
    while (!signal.aborted) {
      const result = await this.save('hourly');
      const isKept = result === 'saved' || result === 'unchanged';
      await sleep(isKept ? times.saveEveryMs : times.settleMs, signal);
    }
  }

  /** A profile that was never connected holds no login; one that is somebody else's, or was just logged out, is not kept. */
  async save(why: string): Promise<SaveResult['kind'] | 'failed'> {
    if (!this.#wasReady || this.#isForgotten) return 'nothing';
    const { store, config, channel, onSaved, now, log } = this.#options;
    const isYoung = now() - this.#readySinceMs < YOUNG_MS;
    const { channelId } = channel;
    try {
      const result = await store.save(config, channel, { isYoung });
      if (result.kind === 'saved') {
        log.info({ channelId, why, bytes: result.bytes }, 'session.saved');
        onSaved?.(channel, result);
      }
      if (result.kind === 'saved' || result.kind === 'unchanged') this.#over();
      return result.kind;
    } catch (error) {
      log.error({ channelId, why, err: error }, 'session.save_failed');
      return 'failed';
    }
  }

  #over(): void {
    this.#isLinking = false;
    this.#isScanned = false;
    this.#kept.resolve();
    this.#kept = Promise.withResolvers<void>();
  }
}

/** So long after a connection a browser may not have written everything to its disk. */
const YOUNG_MS = 60_000;
