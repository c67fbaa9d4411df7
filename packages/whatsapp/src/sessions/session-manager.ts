import type { SessionEnd, WhatsAppClient } from '../client/port.ts';
import { withTimeout } from '../client/with-timeout.ts';
import { ChannelSession, type ChannelSessionOptions, configOf } from './channel-session.ts';
import {
  type LoggedOut,
  realSleep,
  SESSION_TIMES,
  type SessionChannel,
  type SessionManagerOptions,
} from './session-options.ts';
import { INITIAL_STATE, type SessionState } from './session-state.ts';
import { StartGate } from './start-gate.ts';

const STOP_ALL_MS = 15_000;

/** Rejected, it is delivered again. */
const nobodyTakes = () => Promise.reject(new Error('There is no incoming queue yet'));

/** Runs the channels that it is told to run; a channel that has come to its end leaves nothing in memory. */
export class SessionManager implements AsyncDisposable {
  readonly #options: ChannelSessionOptions;
  readonly #sessions = new Map<string, ChannelSession>();
  /** A channel's commands wait for one another, so that it never has two browsers. */
  readonly #commands = new Map<string, Promise<void>>();
  #isClosed = false;

  constructor(options: SessionManagerOptions) {
    const times = { ...SESSION_TIMES, ...options.times };
    this.#options = {
      now: Date.now,
      random: Math.random,
      sleep: realSleep,
      ...options,
      onChannelEvent: options.onChannelEvent ?? nobodyTakes,
      times,
      gate: new StartGate(times.startSlotMs),
    };
  }

  /** Where messages, acks and what was waiting for somebody to take it go from now on. */
  setIncomingQueue(onChannelEvent: ChannelSessionOptions['onChannelEvent']): void {
    this.#options.onChannelEvent = onChannelEvent;
  }

  /** Connects the channel and keeps it connected; settles at once, the rest is told to `onState`. Again: nothing. */
  start(channel: SessionChannel): Promise<void> {
    return this.#inTurn(channel.channelId, async () => {
      if (this.#isClosed || this.#sessions.has(channel.channelId)) return;
      this.#begin(channel);
    });
  }

  /** Closes the browser and keeps the login. */
  stop(channelId: string): Promise<void> {
    return this.#inTurn(channelId, async () => this.#sessions.get(channelId)?.stop());
  }

  /** Reads anew what was missed; nothing where the channel is not connected: then its next connect does. */
  catchUpAgain(channelId: string): void {
    this.#sessions.get(channelId)?.catchUpAgain();
  }

  /** Gives a channel that runs a new browser on the same login. */
  restart(channelId: string, reason: SessionEnd): void {
    this.#sessions.get(channelId)?.restart(reason);
  }

  /** Closes the browser and touches nothing else: another worker runs the channel by now. */
  abandon(channelId: string): Promise<void> {
    // At once: a stop that is under way may be waiting for its login.
    this.#sessions.get(channelId)?.keepNothing();
    return this.#inTurn(channelId, async () => {
      const session = this.#sessions.get(channelId);
      session?.keepNothing();
      await session?.stop();
    });
  }

  /**
   * Unlinks the device at WhatsApp if connected, closes the browser and removes this machine's copy of the login. What the
   * database has of it goes with the record of the log-out.
   */
  logout(channel: SessionChannel): Promise<LoggedOut> {
    this.#sessions.get(channel.channelId)?.keepNothing();
    return this.#inTurn(channel.channelId, async () => {
      const session = this.#sessions.get(channel.channelId);
      if (session) return session.logout();
      const config = configOf(channel, this.#options.rootFolder);
      return { isTold: false, wasAccepted: await this.#options.store.removeCopy(config, channel) };
    });
  }

  /** Stops every channel at once, within a bounded time, and starts none any more. */
  async stopAll(): Promise<void> {
    this.#isClosed = true;
    const stops = [...this.#sessions.keys()].map((channelId) => this.stop(channelId));
    await withTimeout(Promise.allSettled([...stops, ...this.#commands.values()]), STOP_ALL_MS).catch(() => {
      this.#options.log.error({ left: this.#sessions.size }, 'session.stop_timed_out');
    });
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stopAll();
  }

  /** The channel's client, null while it is not connected. */
  client(channelId: string): WhatsAppClient | null {
    return this.#sessions.get(channelId)?.client ?? null;
  }

  /** Somebody is linking the channel: a new browser would cost the code, or the login that is being made. */
  isLinking(channelId: string): boolean {
    return this.#sessions.get(channelId)?.isLinking ?? false;
  }

  state(channelId: string): SessionState {
    return this.#sessions.get(channelId)?.state ?? INITIAL_STATE;
  }

  /** See ChannelSession.setPairingPhone. */
  setPairingPhone(channelId: string, phone: string | null): void {
    this.#sessions.get(channelId)?.setPairingPhone(phone);
  }

  /** Tells the state once more, to a listener who has lost it; nothing where the channel does not run. */
  reportAgain(channelId: string): void {
    this.#sessions.get(channelId)?.reportAgain();
  }

  getStatus(channelId: string): SessionState['status'] {
    return this.state(channelId).status;
  }

  getQrCode(channelId: string): SessionState['qrCode'] {
    return this.state(channelId).qrCode;
  }

  /** The channels that are being kept connected. */
  running(): SessionChannel[] {
    return [...this.#sessions.values()].map(({ channel }) => channel);
  }

  #begin(channel: SessionChannel): void {
    const session = new ChannelSession(channel, this.#options);
    this.#sessions.set(channel.channelId, session);
    void session.run().finally(() => this.#sessions.delete(channel.channelId));
  }

  #inTurn<Result>(channelId: string, command: () => Promise<Result>): Promise<Result> {
    const before = this.#commands.get(channelId) ?? Promise.resolve();
    const done = before.then(command);
    const settled = done.then(
      () => {},
      () => {},
    );
    this.#commands.set(channelId, settled);
    void settled.then(() => {
      if (this.#commands.get(channelId) === settled) this.#commands.delete(channelId);
    });
    return done;
  }
}
