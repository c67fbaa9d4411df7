import type { SessionEnd } from '../client/port.ts';
import { MAX_RECONNECTS, reconnectDelayMs } from './reconnect-delay.ts';
import { INITIAL_STATE, type SessionState } from './session-state.ts';

export type SessionInput =
  /** Somebody wants the channel connected: a new budget of reconnects. */
  | { kind: 'wanted' }
  /** A browser is about to start. */
  | { kind: 'starting' }
  | { kind: 'qr'; code: string; expiresAtMs: number }
  | { kind: 'pairingCode'; code: string | null }
  | { kind: 'ready'; phoneNumber: string; pushName: string | null; linkedAtMs: number }
  /** Whose account it is became known, or known better. */
  | { kind: 'number'; phoneNumber: string }
  | { kind: 'link'; isOnline: boolean }
  /** Connected for long enough to trust it. */
  | { kind: 'stable' }
  | { kind: 'ended'; reason: SessionEnd; detail: string | null };

export type SessionStep =
  | { kind: 'none' }
  /** Start again after a while, with a new client; without the old login where WhatsApp no longer knows it. */
  | { kind: 'restart'; afterMs: number; withoutLogin: boolean }
  | { kind: 'giveUp' };

export interface NextSession {
  state: SessionState;
  step: SessionStep;
}

/** What follows from an input; `random` is from 0 to 1. */
export function nextSessionState(state: SessionState, input: SessionInput, random: number): NextSession {
  switch (input.kind) {
    case 'wanted':
      return stay({ ...INITIAL_STATE, phoneNumber: state.phoneNumber, status: 'CONNECTING' });
    case 'starting':
      return stay({ ...state, status: 'CONNECTING', ...NO_CODE, isOnline: false });
    case 'qr': {
      const { code, expiresAtMs } = input;
      return stay({ ...state, status: 'QR_CODE_PENDING', qrCode: { code, expiresAtMs }, isOnline: false });
    }
    case 'pairingCode':
      return stay(state.status === 'QR_CODE_PENDING' ? { ...state, pairingCode: input.code } : state);
    case 'ready':
      return stay(connected(state, input));
    case 'number':
      return stay(state.status === 'CONNECTED' ? { ...state, phoneNumber: input.phoneNumber } : state);
    case 'link':
      return stay(state.status === 'CONNECTED' ? { ...state, isOnline: input.isOnline } : state);
    case 'stable':
      return stay({ ...state, reconnects: 0 });
    case 'ended':
      return ended(state, input.reason, input.detail, random);
  }
}

function stay(state: SessionState): NextSession {
  return { state, step: { kind: 'none' } };
}

function connected(
  state: SessionState,
  { phoneNumber, pushName, linkedAtMs }: Extract<SessionInput, { kind: 'ready' }>,
) {
  const { reconnects } = state;
  return {
    ...INITIAL_STATE,
    status: 'CONNECTED' as const,
    phoneNumber,
    pushName,
    linkedAtMs,
    isOnline: true,
    reconnects,
  };
}

function ended(state: SessionState, reason: SessionEnd, detail: string | null, random: number): NextSession {
  const off = { ...state, ...NO_CODE, isOnline: false, errorCode: reason, errorDetail: detail };
  if (reason === 'STOPPED')
    return giveUp({ ...off, status: 'DISCONNECTED', errorCode: null, errorDetail: null });
  if (reason === 'CODE_NOT_SCANNED') return giveUp({ ...off, status: 'DISCONNECTED' });
  if (FINAL.has(reason)) return giveUp({ ...off, status: 'ERROR' });
  if (state.reconnects >= MAX_RECONNECTS && !NO_FAILURES.has(reason)) {
    const errorDetail = detail ? `${reason}: ${detail}` : reason;
    return giveUp({ ...off, status: 'ERROR', errorCode: 'max_reconnect_reached', errorDetail });
  }
  const isFailure = !NO_FAILURES.has(reason);
  const afterMs = reconnectDelayMs(isFailure ? state.reconnects : 0, random);
  const withoutLogin = reason === 'LOGGED_OUT';
  return {
    state: { ...off, status: 'DISCONNECTED', reconnects: state.reconnects + Number(isFailure) },
    step: { kind: 'restart', afterMs, withoutLogin },
  };
}

const NO_CODE = { qrCode: null, pairingCode: null };

/** Trying again is useless until somebody has done something; from a blocked number it makes things worse. */
const FINAL: ReadonlySet<SessionEnd> = new Set([
  ...(['BLOCKED', 'PASSKEY_REQUIRED', 'AUTH_FAILED'] as const),
  ...(['LOGIN_UNREADABLE', 'LOGIN_OF_OTHER_SERVER'] as const),
]);
/** No attempts that failed: WhatsApp is out of reach, a restart is our own wish, an older login is tried next. */
const NO_FAILURES: ReadonlySet<SessionEnd> = new Set(['NETWORK_AWAY', 'MEMORY_LIMIT', 'LOGIN_NOT_ACCEPTED']);

function giveUp(state: SessionState): NextSession {
  return { state, step: { kind: 'giveUp' } };
}
