export { nextSessionState, type SessionInput, type SessionStep } from './next-session-state.ts';
export { OrganizationSessions } from './organization-sessions.ts';
export { MAX_RECONNECTS, reconnectDelayMs } from './reconnect-delay.ts';
export { SessionManager } from './session-manager.ts';
export type {
  ChannelEvent,
  LoggedOut,
  SessionChannel,
  SessionManagerOptions,
  SessionTimes,
} from './session-options.ts';
export { INITIAL_STATE, type SessionState } from './session-state.ts';
