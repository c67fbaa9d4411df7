import { createKeyring, type Database } from '@soul-kg-crm/database';
import { type BrowserSettings, WhatsAppWebClient } from '@soul-kg-crm/whatsapp/client';
import {
  DatabaseStore,
  LocalSessionStore,
  type PreparedSession,
  SessionArchives,
} from '@soul-kg-crm/whatsapp/session-store';
import type { Logger } from 'pino';

export interface BrowserOptions extends BrowserSettings {
  /** Where this machine's copies of the logins are. */
  sessionsFolder: string;
  /** By which logins are kept in the database; null: on this machine's disk alone. */
  encryption: { key: string; oldKeys: string } | null;
}

/** How a session gets its browser: the parts of the session manager's options that are about whatsapp-web.js. */
export function whatsAppWebFactory(options: BrowserOptions, database: Database, log: Logger) {
  const { sessionsFolder, encryption, ...browser } = options;
  const keyring = encryption && createKeyring(encryption.key, encryption.oldKeys);
  return {
    store: keyring
      ? new DatabaseStore(new SessionArchives(database, keyring, browser.standin), log)
      : new LocalSessionStore(),
    rootFolder: sessionsFolder,
    createClient: (session: PreparedSession) => new WhatsAppWebClient({ session, browser, log }),
  };
}
