import type { WhatsAppSessionStatus } from '@soul-kg-crm/shared/enums';

/** What a channel's session is like at one moment; every change is told to `onState`. */
export interface SessionState {
  status: WhatsAppSessionStatus;
  /** A SessionEnd (`LOGGED_OUT`, `BROWSER_GONE` …) or `max_reconnect_reached`; cleared when connected. */
  errorCode: string | null;
  /** For the log and the administrator: never shown as it is. */
  errorDetail: string | null;
  qrCode: { code: string; expiresAtMs: number } | null;
  /** Another way to link: to be typed on the phone. */
  pairingCode: string | null;
  phoneNumber: string | null;
  pushName: string | null;
  /** When its code was scanned, or, with an older login, when it connected. */
  linkedAtMs: number | null;
  /** False while WhatsApp's page has lost the network; the session goes on. */
  isOnline: boolean;
  /** Reconnects used of the budget of MAX_RECONNECTS. */
  reconnects: number;
}

export const INITIAL_STATE: SessionState = {
  status: 'DISCONNECTED',
  errorCode: null,
  errorDetail: null,
  qrCode: null,
  pairingCode: null,
  phoneNumber: null,
  pushName: null,
  linkedAtMs: null,
  isOnline: false,
  reconnects: 0,
};
