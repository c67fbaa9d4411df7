import { setTimeout as wait } from 'node:timers/promises';
import type { MessageEvent, WhatsAppClient } from '../client/port.ts';
import type { Log } from '../log.ts';
import type { PreparedSession, SaveResult, SessionStore } from '../session-store/session-store.ts';
import type { SessionState } from './session-state.ts';

/** A WhatsApp number that can be connected. */
export interface SessionChannel {
  channelId: string;
  organizationId: string;
  /** The number that everything means which names only the organisation. */
  isDefault: boolean;
  /** The organisation's oldest number: its login is named after the organisation alone. */
  isFirst: boolean;
  /** By which the channel is run: what it writes is written in its name. */
  leaseGeneration: bigint;
}

/** `isCaughtUp`: read after a connect, and not told as it came. */
export type ChannelEvent = MessageEvent & { isCaughtUp?: boolean };

/** What is known of a log-out besides what the database has of the login. */
export interface LoggedOut {
  /** WhatsApp was told: somebody was connected to do so. */
  isTold: boolean;
  /** Of the login that was there: WhatsApp had accepted it, and may know it still. */
  wasAccepted: boolean;
}

/** Waits, less long if the signal comes; never rejects. */
export type Sleep = (ms: number, signal: AbortSignal) => Promise<void>;

export interface SessionTimes {
  /** Between two questions whether the page still answers; two without an answer end it. */
  checkEveryMs: number;
  checkTimeoutMs: number;
  /** A page that was ready and then had no network for so long gets a new browser. */
  offlineRestartMs: number;
  /** A fresh login is on the disk for certain so long after the connection. */
  settleMs: number;
  /** Between two copies of a login that is in use. */
  saveEveryMs: number;
  /** Connected for so long, the budget of reconnects is full again. */
  stableAfterMs: number;
  /** A start may hold up the next one for so long. */
  startSlotMs: number;
}

export const SESSION_TIMES: SessionTimes = {
  checkEveryMs: 15_000,
  checkTimeoutMs: 10_000,
  offlineRestartMs: 3 * 60_000,
  settleMs: 8_000,
  saveEveryMs: 3_600_000,
  stableAfterMs: 5 * 60_000,
  startSlotMs: 10_000,
};

export interface SessionManagerOptions {
  createClient: (session: PreparedSession, channel: SessionChannel) => WhatsAppClient;
  store: SessionStore;
  /** Folder in which `.whatsapp-sessions` is kept. */
  rootFolder?: string;
  onState: (channelId: string, state: SessionState) => void | Promise<void>;
  /**
   * Called in order, one at a time for each channel, and again until it does not reject; the same message may come twice.
   * Left out, what comes waits for `setIncomingQueue`.
   */
  onChannelEvent?: (channel: SessionChannel, event: ChannelEvent) => void | Promise<void>;
  /**
   * From when on messages may have been missed, asked after each connect of that number; null for one that is connected for
   * the first time, whose old conversations are the import's business. Before `startedMs` nobody listened: what is known of
   * later came live, and says nothing of what was missed. Rejects where the number does not tell: it is asked anew then, and
   * so is this.
   */
  catchUpSinceMs: (
    channel: SessionChannel,
    phoneNumber: string,
    startedMs: number,
  ) => Promise<number | null> | number | null;
  /** A login was copied. */
  onSaved?: (channel: SessionChannel, saved: Extract<SaveResult, { kind: 'saved' }>) => void;
  /**
   * Told after the last reading of a catch-up: the provider ids of all messages that the phone has of that time, and whether
   * the reading had all of them.
   */
  onCaughtUp?: (channel: SessionChannel, providerMessageIds: string[], isComplete: boolean) => void;
  log: Log;
  times?: Partial<SessionTimes>;
  now?: () => number;
  random?: () => number;
  sleep?: Sleep;
}

/** The real clock. */
export const realSleep: Sleep = (ms, signal) => wait(ms, undefined, { signal }).catch(() => {});
