import type { AuthStrategy } from '../client/library.ts';
import type { WhatsAppClientConfig } from './client-config.ts';

/** A login made ready for one browser. */
export interface PreparedSession {
  /** How whatsapp-web.js keeps the login; its own deleting is switched off, the store decides about that. */
  authStrategy: AuthStrategy;
  /** The browser's profile folder. */
  userDataDir: string;
}

/** Where a channel's login is kept between runs. */
export interface SessionStore {
  /** Makes the login ready for a browser that is about to start. Throws rather than losing a login it could not read. */
  prepare(config: WhatsAppClientConfig): Promise<PreparedSession>;
  /** Keeps what changed: after a login, before a reconnect, on stop. The browser may be running. */
  save(config: WhatsAppClientConfig): Promise<void>;
  /** Called when the browser is gone: nothing of it may stay behind but the login. */
  release(config: WhatsAppClientConfig): Promise<void>;
  /** Forgets the login for good, after a log-out. */
  remove(config: WhatsAppClientConfig): Promise<void>;
}
