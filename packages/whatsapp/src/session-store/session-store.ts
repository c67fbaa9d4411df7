import type { AuthStrategy } from '../client/library.ts';
import type { WhatsAppClientConfig } from './client-config.ts';

/** Whose login it is, and the lease by which it is used: what is kept is kept in its name. */
export interface Ownership {
  organizationId: string;
  channelId: string;
  leaseGeneration: bigint;
}

/** A login made ready for one browser. */
export interface PreparedSession {
  /** How whatsapp-web.js keeps the login; its own deleting is switched off, the store decides about that. */
  authStrategy: AuthStrategy;
  /** The browser's profile folder. */
  userDataDir: string;
  /** WhatsApp accepted it before: a page that asks for a code has refused it. */
  hasLogin: boolean;
}

export type SaveResult =
  | { kind: 'saved'; generation: bigint; bytes: number; at: Date }
  /** Nothing has changed since the last save: the database was not even asked. */
  | { kind: 'unchanged' }
  /** The browser has not written all of a young login to its disk yet. */
  | { kind: 'unsettled' }
  /** There is no login to be kept. */
  | { kind: 'nothing' };

export interface SaveOptions {
  signal?: AbortSignal;
  /** Connected for moments only: nothing is kept that does not look complete. */
  isYoung?: boolean;
}

/** Nothing of what is stored can be read: a wrong key, or damaged bytes. It is not lost, and nothing was changed. */
export class LoginUnreadableError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'LoginUnreadableError';
  }
}

/** What is stored is a login at other servers than those that this process talks to; nothing was changed. */
export class LoginOfOtherServerError extends Error {
  constructor(theirs: string, ours: string) {
    super(
      `The stored login belongs to ${theirs}, and this runs with ${ours}: it would be refused there. Set WHATSAPP_WEB_STANDIN as it was when the number was linked, or log the number out to link it anew.`,
    );
    this.name = 'LoginOfOtherServerError';
  }
}

/** Where a channel's login is kept between runs. */
export interface SessionStore {
  /** Makes the login ready for a browser that is about to start. Throws rather than losing a login it could not read. */
  prepare(config: WhatsAppClientConfig, owner: Ownership): Promise<PreparedSession>;
  /** After WhatsApp refused what was prepared last: an older copy, or an empty profile when there is none left. */
  prepareOlder(config: WhatsAppClientConfig, owner: Ownership): Promise<PreparedSession>;
  /** Keeps what changed since the last time. The browser may be running. */
  save(config: WhatsAppClientConfig, owner: Ownership, options?: SaveOptions): Promise<SaveResult>;
  /** Called when the browser is gone: nothing of it may stay behind but the login. */
  release(config: WhatsAppClientConfig): Promise<void>;
  /** Forgets a login for good that WhatsApp has ended. */
  remove(config: WhatsAppClientConfig, owner: Ownership): Promise<void>;
  /**
   * Removes this machine's copy of the login, for a log-out; true where it was the only one, and WhatsApp may still know
   * it. What stands in the database goes with the record of the log-out, so that one that is cut off is known to be open.
   */
  removeCopy(config: WhatsAppClientConfig, owner: Ownership): Promise<boolean>;
}
