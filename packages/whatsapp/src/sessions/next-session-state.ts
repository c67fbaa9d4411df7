import type { SessionEnd } from '../client/port.ts';
import { MAX_RECONNECTS, reconnectDelayMs } from './reconnect-delay.ts';
import { INITIAL_STATE, type SessionState } from './session-state.ts';

export type SessionInput =
  /** Somebody wants the channel connected: a new budget of reconnects. */
  | { kind: 'wanted' }
  /** A browser is about to start. */
  | { kind: 'starting' }
  | { kind: 'qr'; code: string; expiresAtMs: number }
  | { kind: 'ready'; phoneNumber: string; pushName: string | null }
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
      return stay({ ...state, status: 'CONNECTING', qrCode: null, isOnline: false });
    case 'qr': {
      const { code, expiresAtMs } = input;
      return stay({ ...state, status: 'QR_CODE_PENDING', qrCode: { code, expiresAtMs }, isOnline: false });
    }
    case 'ready':
      return stay(connected(state, input));
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

function connected(state: SessionState, { phoneNumber, pushName }: Extract<SessionInput, { kind: 'ready' }>) {
  const { reconnects } = state;
  return {
    ...INITIAL_STATE,
    status: 'CONNECTED' as const,
    phoneNumber,
    pushName,
    isOnline: true,
    reconnects,
  };
}

function ended(state: SessionState, reason: SessionEnd, detail: string | null, random: number): NextSession {
  const off = { ...state, qrCode: null, isOnline: false, errorCode: reason, errorDetail: detail };
  if (reason === 'STOPPED')
    return giveUp({ ...off, status: 'DISCONNECTED', errorCode: null, errorDetail: null });
  if (reason === 'CODE_NOT_SCANNED') return giveUp({ ...off, status: 'DISCONNECTED' });
  // More attempts from a blocked number make it worse.
  if (reason === 'BLOCKED') return giveUp({ ...off, status: 'ERROR' });
  if (state.reconnects >= MAX_RECONNECTS) {
    const errorDetail = detail ? `${reason}: ${detail}` : reason;
    return giveUp({ ...off, status: 'ERROR', errorCode: 'max_reconnect_reached', errorDetail });
  }
  const afterMs = reconnectDelayMs(state.reconnects, random);
  const withoutLogin = reason === 'LOGGED_OUT';
  return {
    state: { ...off, status: 'DISCONNECTED', reconnects: state.reconnects + 1 },
    step: { kind: 'restart', afterMs, withoutLogin },
  };
}

function giveUp(state: SessionState): NextSession {
  return { state, step: { kind: 'giveUp' } };
}
