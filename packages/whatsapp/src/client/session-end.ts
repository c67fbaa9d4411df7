import type { SessionEnd } from './port.ts';

/** States of the page in which WhatsApp has refused the number, or this login of it: none of them passes by itself. */
const REFUSALS: Record<string, SessionEnd> = {
  CONFLICT: 'CONFLICT',
  TOS_BLOCK: 'BLOCKED',
  SMB_TOS_BLOCK: 'BLOCKED',
  PROXYBLOCK: 'BLOCKED',
  DEPRECATED_VERSION: 'UNSUPPORTED_VERSION',
};

const ENDS: Record<string, SessionEnd> = {
  ...REFUSALS,
  LOGOUT: 'LOGGED_OUT',
  UNPAIRED: 'LOGGED_OUT',
  UNPAIRED_IDLE: 'LOGGED_OUT',
  'Max qrcode retries reached': 'CODE_NOT_SCANNED',
};

/** What the library's `disconnected` reason means; an unknown one is a page that can no longer be worked with. */
export function sessionEndOf(libraryReason: string): SessionEnd {
  return ENDS[libraryReason] ?? 'PAGE_UNRESPONSIVE';
}

/** What a state of the page ends as, ready or not; null where it may still come to be ready. */
export function refusalOf(pageState: string): SessionEnd | null {
  return REFUSALS[pageState] ?? null;
}
