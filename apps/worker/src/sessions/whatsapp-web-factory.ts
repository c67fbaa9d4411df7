import { type BrowserSettings, WhatsAppWebClient } from '@soul-kg-crm/whatsapp/client';
import { LocalSessionStore, type PreparedSession } from '@soul-kg-crm/whatsapp/session-store';
import type { Logger } from 'pino';

export interface BrowserOptions extends BrowserSettings {
  /** Where the logins are kept. */
  sessionsFolder: string;
}

/** How a session gets its browser: the parts of the session manager's options that are about whatsapp-web.js. */
export function whatsAppWebFactory({ sessionsFolder, ...browser }: BrowserOptions, log: Logger) {
  return {
    store: new LocalSessionStore(),
    rootFolder: sessionsFolder,
    createClient: (session: PreparedSession) => new WhatsAppWebClient({ session, browser, log }),
  };
}
