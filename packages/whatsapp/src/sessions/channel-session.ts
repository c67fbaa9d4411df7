import type { ClientEvent, MessageEvent, SessionEnd, WhatsAppClient } from '../client/port.ts';
import { createWhatsAppClientConfig, type WhatsAppClientConfig } from '../session-store/client-config.ts';
import { LoginOfOtherServerError, LoginUnreadableError } from '../session-store/session-store.ts';
import { type CaughtUp, catchUp } from './catch-up.ts';
import { Delivery } from './delivery.ts';
import { LoginKeeper } from './login-keeper.ts';
import { nextSessionState, type SessionInput, type SessionStep } from './next-session-state.ts';
import type {
  ChannelEvent,
  LoggedOut,
  SessionChannel,
  SessionManagerOptions,
  SessionTimes,
  Sleep,
} from './session-options.ts';
import { runSession, type SessionEnded } from './session-run.ts';
import { INITIAL_STATE, type SessionState } from './session-state.ts';
import type { StartGate } from './start-gate.ts';
import { StateReporter } from './state-reporter.ts';

export interface ChannelSessionOptions extends SessionManagerOptions {
  onChannelEvent: NonNullable<SessionManagerOptions['onChannelEvent']>;
  times: SessionTimes;
  now: () => number;
  random: () => number;
  sleep: Sleep;
  gate: StartGate;
}

/** Keeps one channel connected: one client after the other, until it is stopped or gives up. */
export class ChannelSession {
  readonly channel: SessionChannel;
  readonly #options: ChannelSessionOptions;
  readonly #config: WhatsAppClientConfig;
  readonly #events: Delivery<ChannelEvent>;
  readonly #reporter: StateReporter;
  readonly #login: LoginKeeper;
  readonly #stopping = new AbortController();
  #state: SessionState = INITIAL_STATE;
  #client: WhatsAppClient | null = null;
  #interrupt: ((reason: SessionEnd) => void) | null = null;
  /** Of the client that runs. */
  #running: AbortSignal | null = null;
  #pairingPhone: string | null = null;
  #pairingCodeUntilMs = 0;
  /** WhatsApp knows this device: it was linked, or connected, since the session began. */
  #isAccepted = false;
  /** What is being tried is a login that was accepted before. */
  #hasLogin = false;
  #isRefused = false;
  /** Of the client that runs: when its code was scanned, or it first connected. */
  #linkedAtMs: number | null = null;
  /** Of the client that runs: when it began to listen, the last time that its page was loaded. */
  #startedMs = 0;
  /** From when on it has to read is known, and kept. */
  #hasBegunToRead = false;
  #isLoggingOut = false;
  #isStopping = false;
  #finished: Promise<void> | null = null;

  constructor(channel: SessionChannel, options: ChannelSessionOptions) {
    this.channel = channel;
    this.#options = options;
    this.#config = configOf(channel, options.rootFolder);
    this.#login = new LoginKeeper({ ...options, channel, config: this.#config });
    const { sleep, log } = options;
    this.#events = new Delivery({ deliver: (event) => options.onChannelEvent(channel, event), sleep, log });
    this.#reporter = new StateReporter({
      report: (state) => options.onState(channel.channelId, state),
      sleep,
      log,
    });
  }

  get state(): SessionState {
    return this.#state;
  }

  /** The client, while it is connected. */
  get client(): WhatsAppClient | null {
    return this.#state.status === 'CONNECTED' ? this.#client : null;
  }

  /** Somebody is linking the number: its login is not kept yet. */
  get isLinking(): boolean {
    return this.#login.isLinking;
  }

  reportAgain(): void {
    this.#reporter.report(this.#state);
  }

  /** From now on a page that waits to be linked offers a code for this phone; null: a code to scan alone. */
  setPairingPhone(phone: string | null): void {
    if (this.#pairingPhone === phone) return;
    this.#pairingPhone = phone;
    this.#pairingCodeUntilMs = 0;
    this.#apply({ kind: 'pairingCode', code: null });
    if (this.#client && this.#state.status === 'QR_CODE_PENDING') void this.#offerPairingCode(this.#client);
  }

  /** Reads anew what was missed, where the channel is connected. */
  catchUpAgain(): void {
    if (this.client && this.#running) void this.#catchUp(this.client, this.#running);
  }

  /** A new browser for the same login, for a reason of ours. */
  restart(reason: SessionEnd): void {
    this.#interrupt?.(reason);
  }

  /** Settles when the session has come to its end. */
  run(): Promise<void> {
    this.#finished ??= this.#keepConnected();
    return this.#finished;
  }

  /** Closes the browser and keeps the login; one that is just being made is waited for, shortly. */
  async stop(): Promise<void> {
    const beganMs = this.#options.now();
    if (this.isLinking && (await this.#isJustScanned(beganMs))) this.#login.accepted();
    const leftMs = LONGEST_END_MS - (this.#options.now() - beganMs);
    await Promise.race([this.#login.untilKept(Math.max(0, leftMs)), this.#finished]);
    this.#stopping.abort();
    await this.#finished;
  }

  /** What follows a scan is told late, and even the page learns of it a moment after the phone. */
  async #isJustScanned(beganMs: number): Promise<boolean> {
    this.#isStopping = true;
    // From now on nobody begins to scan.
    this.#apply({ kind: 'ended', ...STOPPED });
    const { now, sleep } = this.#options;
    for (let asked = 0; asked < SCAN_QUESTIONS && now() - beganMs < LONGEST_SCAN_MS; asked += 1) {
      // Told meanwhile, or closed by somebody else.
      if (!this.isLinking || !this.#client) return false;
      if (await this.#client.hasAccount(SCANNED_MS)) return true;
      await sleep(LONGEST_SCAN_MS / SCAN_QUESTIONS, this.#stopping.signal);
    }
    return false;
  }

  /** From now on nothing of the login is kept, nor waited for. */
  keepNothing(): void {
    this.#login.forget();
  }

  /** Unlinks the device, then removes this machine's copy of the login. */
  async logout(): Promise<LoggedOut> {
    this.#isLoggingOut = true;
    this.#login.forget();
    const isTold = await this.#unlink();
    await this.stop();
    const wasKept = await this.#options.store.removeCopy(this.#config, this.channel);
    return { isTold, wasAccepted: wasKept || this.#isAccepted };
  }

  async #unlink(): Promise<boolean> {
    // A page that loads, or has no network, cannot tell WhatsApp.
    const isOnline = this.#state.status === 'CONNECTED' && this.#state.isOnline;
    try {
      await this.#client?.logout();
      return isOnline;
    } catch (error) {
      this.#log().warn({ channelId: this.channel.channelId, err: error }, 'session.logout_unconfirmed');
      return false;
    }
  }

  async #keepConnected(): Promise<void> {
    const { signal } = this.#stopping;
    this.#apply({ kind: 'wanted' });
    while (!signal.aborted) {
      const end = await this.#connectOnce().catch((error: unknown) => this.#brokenStart(error));
      const step = this.#apply({ kind: 'ended', ...(signal.aborted || this.#isLoggingOut ? STOPPED : end) });
      if (step.kind !== 'restart') break;
      if (step.withoutLogin) await this.#forgetLogin();
      await this.#options.sleep(step.afterMs, signal);
    }
    // Stopped while it waited for its next attempt.
    if (signal.aborted) this.#apply({ kind: 'ended', ...STOPPED });
    await this.#events.drain();
    await this.#reporter.drain();
  }

  async #connectOnce(): Promise<SessionEnded> {
    const { store, createClient, gate, times, sleep } = this.#options;
    this.#apply({ kind: 'starting' });
    const session = await (this.#isRefused ? store.prepareOlder : store.prepare).call(
      store,
      this.#config,
      this.channel,
    );
    this.#isRefused = false;
    this.#hasLogin = session.hasLogin;
    const client = createClient(session, this.channel);
    this.#client = client;
    this.#linkedAtMs = null;
    this.#startedMs = this.#options.now();
    this.#hasBegunToRead = false;
    this.#pairingCodeUntilMs = 0;
    const { signal } = this.#stopping;
    const over = new AbortController();
    const running = AbortSignal.any([signal, over.signal]);
    this.#running = running;
    const interrupted = Promise.withResolvers<SessionEnded>();
    this.#interrupt = (reason) => interrupted.resolve({ reason, detail: null });
    try {
      return await runSession({
        client,
        interrupted: interrupted.promise,
        start: () => gate.run(async () => (signal.aborted ? undefined : client.start())),
        onEvent: (event) => this.#onEvent(client, event, running),
        onStable: () => this.#apply({ kind: 'stable' }),
        signal,
        times,
        sleep,
        log: this.#log(),
      });
    } finally {
      over.abort();
      this.#interrupt = null;
      this.#running = null;
      this.#client = null;
      await this.#login.save('end');
      this.#login.ended();
      await store.release(this.#config);
    }
  }

  #onEvent(client: WhatsAppClient, event: ClientEvent, running: AbortSignal): void {
    if (isOfMessages(event)) {
      this.#events.add(event);
      return;
    }
    this.#log().info({ channelId: this.channel.channelId, event: event.kind }, 'session.event');
    if (event.kind === 'qr' && this.#hasLogin) {
      // Not what was asked for: there is an older copy to be tried before anybody has to scan.
      this.#isRefused = true;
      this.#interrupt?.('LOGIN_NOT_ACCEPTED');
      return;
    }
    if (event.kind === 'qr') {
      // Nobody could scan it any more.
      if (running.aborted || this.#isStopping) return;
      this.#login.codeShown();
      this.#linkedAtMs = null;
      const expiresAtMs = this.#options.now() + event.expiresInMs;
      this.#apply({ kind: 'qr', code: event.code, expiresAtMs });
      void this.#offerPairingCode(client);
    }
    if (event.kind === 'scanned') this.#linkedAtMs = this.#options.now();
    if (event.kind === 'authenticated') this.#login.accepted();
    if (event.kind === 'authenticated' || event.kind === 'ready') this.#isAccepted = true;
    if (event.kind === 'ended' && event.reason === 'LOGGED_OUT') {
      this.#isAccepted = false;
      this.#login.loggedOut();
    }
    if (event.kind === 'link') this.#apply(event);
    if (event.kind === 'ready') {
      this.#linkedAtMs ??= this.#options.now();
      this.#apply({ ...event, linkedAtMs: this.#linkedAtMs });
      this.#hasLogin = false;
      this.#login.ready();
      // A page that was loaded anew, perhaps after weeks: until then nothing was missed.
      if (this.#hasBegunToRead) this.#startedMs = this.#options.now();
      void this.#catchUp(client, running);
      void this.#login.saveNowAndThen(running);
    }
  }

  /** Codes to scan come every few seconds; one to be typed stays good long enough to be typed. */
  async #offerPairingCode(client: WhatsAppClient): Promise<void> {
    const phone = this.#pairingPhone;
    if (!phone || this.#options.now() < this.#pairingCodeUntilMs) return;
    this.#pairingCodeUntilMs = this.#options.now() + PAIRING_CODE_MS;
    try {
      const code = await client.requestPairingCode(phone);
      if (this.#client === client && this.#pairingPhone === phone) this.#apply({ kind: 'pairingCode', code });
    } catch (error) {
      this.#pairingCodeUntilMs = 0;
      this.#log().warn({ channelId: this.channel.channelId, err: error }, 'session.no_pairing_code');
    }
  }

  /**
   * What came before `ready` gives no event, and WhatsApp goes on handing it out for a while: so it is read at once, and
   * again a little later. A reading that fails is repeated, since nobody tells of those messages again.
   */
  async #catchUp(client: WhatsAppClient, running: AbortSignal): Promise<void> {
    const { sleep, onCaughtUp } = this.#options;
    let read: CaughtUp | null = null;
    for (const pauseMs of CATCH_UP_PAUSES_MS) {
      if (pauseMs > 0) await sleep(pauseMs, running);
      read = null;
      for (let attempt = 0; !running.aborted && !read; attempt++) {
        read = await this.#readMissed(client);
        if (!read) await sleep(Math.min(1000 * 2 ** attempt, LONGEST_PAUSE_MS), running);
      }
    }
    if (!read) return;
    // Time enough for the keys to come that come soon.
    for (const message of read.sealed) {
      this.#events.add({ kind: 'message', message, isCaughtUp: true, isSealed: true });
    }
    onCaughtUp?.(this.channel, read.onPhone, read.isComplete);
  }

  /** What was read; null where nothing could be. */
  async #readMissed(client: WhatsAppClient): Promise<CaughtUp | null> {
    const { channelId } = this.channel;
    try {
      // `ready` does not wait for it; whose messages they are decides whether they may be read.
      const phoneNumber = await client.ownNumber();
      if (phoneNumber && this.#client === client) this.#apply({ kind: 'number', phoneNumber });
      // What is stored of the account decides, too.
      await this.#reporter.untilReported();
      const sinceMs = await this.#options.catchUpSinceMs(this.channel, phoneNumber, this.#startedMs);
      if (this.#client === client) this.#hasBegunToRead = true;
      if (sinceMs === null) return { onPhone: [], passedOver: 0, sealed: [], isComplete: true };
      const read = await catchUp(
        client,
        sinceMs,
        (message) => {
          this.#events.add({ kind: 'message', message, isCaughtUp: true });
          // One that was told before, with an earlier ack, is a repeat, and of what came of it meanwhile nobody tells again.
          const { isFromMe, ack: level, providerMessageId } = message;
          const hasArrived = isFromMe && (level === 'DELIVERED' || level === 'READ');
          if (hasArrived) this.#events.add({ kind: 'ack', ack: { providerMessageId, level } });
        },
        (change) => this.#events.add(change),
      );
      const { onPhone, passedOver, isComplete } = read;
      const figures = { count: onPhone.length, passedOver, isComplete };
      this.#log().info({ channelId, ...figures }, 'session.caught_up');
      return read;
    } catch (error) {
      this.#log().warn({ channelId, err: error }, 'session.catch_up_failed');
      return null;
    }
  }

  async #forgetLogin(): Promise<void> {
    await this.#options.store.remove(this.#config, this.channel).catch((error: unknown) => {
      this.#log().error({ channelId: this.channel.channelId, err: error }, 'session.login_not_removed');
    });
  }

  #brokenStart(error: unknown): SessionEnded {
    this.#log().error({ channelId: this.channel.channelId, err: error }, 'session.broken');
    return { reason: reasonOf(error), detail: error instanceof Error ? error.message : null };
  }

  #apply(input: SessionInput): SessionStep {
    const { state, step } = nextSessionState(this.#state, input, this.#options.random());
    const isChanged = JSON.stringify(state) !== JSON.stringify(this.#state);
    this.#state = state;
    if (isChanged) this.#reporter.report(state);
    return step;
  }

  #log() {
    return this.#options.log;
  }
}

/** The login's name and place for a channel. */
export function configOf(channel: SessionChannel, rootFolder?: string): WhatsAppClientConfig {
  const { organizationId, channelId, isFirst } = channel;
  return createWhatsAppClientConfig(organizationId, 'integration', {
    rootFolder,
    channelId: isFirst ? null : channelId,
  });
}

/** All of them: without one of them it does not compile. */
const OF_MESSAGES: Record<MessageEvent['kind'], true> = {
  message: true,
  ack: true,
  edit: true,
  revoked: true,
  reaction: true,
};

function isOfMessages(event: ClientEvent): event is MessageEvent {
  return event.kind in OF_MESSAGES;
}

function reasonOf(error: unknown): SessionEnd {
  if (error instanceof LoginOfOtherServerError) return 'LOGIN_OF_OTHER_SERVER';
  return error instanceof LoginUnreadableError ? 'LOGIN_UNREADABLE' : 'START_FAILED';
}

const PAIRING_CODE_MS = 170_000;
const SCANNED_MS = 1_000;
/** So long, and so often, whoever ends a session that showed a code asks whether it was scanned. */
const LONGEST_SCAN_MS = 3_900;
const SCAN_QUESTIONS = 13;
/** What a scan takes until its login is kept; an orderly stop of everything waits no longer than 15 s. */
const LONGEST_END_MS = 12_000;
const CATCH_UP_PAUSES_MS = [0, 3_000, 30_000];
const LONGEST_PAUSE_MS = 60_000;

const STOPPED: SessionEnded = { reason: 'STOPPED', detail: null };
