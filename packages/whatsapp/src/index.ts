// What anybody may import: nothing here loads a browser.

export * from './agents/index.ts';
export type * from './client/port.ts';
export type { Log } from './log.ts';
export {
  createWhatsAppClientConfig,
  type SessionMode,
  type WhatsAppClientConfig,
} from './session-store/client-config.ts';
