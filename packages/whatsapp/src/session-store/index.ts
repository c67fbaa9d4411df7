export {
  type ClientConfigOptions,
  createWhatsAppClientConfig,
  type SessionMode,
  type WhatsAppClientConfig,
} from './client-config.ts';
export { DatabaseAuth } from './database-auth.ts';
export { DatabaseSessionStore as DatabaseStore } from './database-session-store.ts';
export { LocalSessionStore } from './local-session-store.ts';
export { exportLogin, importLogin } from './move-login.ts';
export { type ArchiveInfo, SessionArchives } from './session-archives.ts';
export {
  LoginOfOtherServerError,
  LoginUnreadableError,
  type Ownership,
  type PreparedSession,
  type SaveOptions,
  type SaveResult,
  type SessionStore,
} from './session-store.ts';
