import type { SessionEnd } from './port.ts';

const ENDS: Record<string, SessionEnd> = {
  LOGOUT: 'LOGGED_OUT',
  UNPAIRED: 'LOGGED_OUT',
  UNPAIRED_IDLE: 'LOGGED_OUT',
  'Max qrcode retries reached': 'CODE_NOT_SCANNED',
  CONFLICT: 'CONFLICT',
  TOS_BLOCK: 'BLOCKED',
  SMB_TOS_BLOCK: 'BLOCKED',
  PROXYBLOCK: 'BLOCKED',
  DEPRECATED_VERSION: 'UNSUPPORTED_VERSION',
};

/** What the library's `disconnected` reason means; an unknown one is a page that can no longer be worked with. */
export function sessionEndOf(libraryReason: string): SessionEnd {
  return ENDS[libraryReason] ?? 'PAGE_UNRESPONSIVE';
}
