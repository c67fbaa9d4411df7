export {
  type ClientConfigOptions,
  createWhatsAppClientConfig,
  type SessionMode,
  type WhatsAppClientConfig,
} from './client-config.ts';
export { LocalSessionStore } from './local-session-store.ts';
export type { PreparedSession, SessionStore } from './session-store.ts';
