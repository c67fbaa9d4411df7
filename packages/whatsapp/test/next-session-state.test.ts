import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SessionEnd } from '../src/client/port.ts';
import { nextSessionState, type SessionInput } from '../src/sessions/next-session-state.ts';
import { MAX_RECONNECTS, reconnectDelayMs } from '../src/sessions/reconnect-delay.ts';
import { INITIAL_STATE, type SessionState } from '../src/sessions/session-state.ts';

const READY: SessionInput = {
  kind: 'ready',
  phoneNumber: '+996555000111',
  pushName: 'Shop',
  linkedAtMs: 500,
};
const QR: SessionInput = { kind: 'qr', code: 'ref,noise', expiresAtMs: 1000 };
const ended = (reason: SessionEnd, detail: string | null = null): SessionInput => ({
  kind: 'ended',
  reason,
  detail,
});

function stateAfter(...inputs: SessionInput[]) {
  let state: SessionState = INITIAL_STATE;
  let step: ReturnType<typeof nextSessionState>['step'] = { kind: 'none' };
  for (const input of inputs) ({ state, step } = nextSessionState(state, input, 0));
  return { ...state, step };
}

describe('the state of a session', () => {
  test.each([
    ['wanted', [{ kind: 'wanted' }], 'CONNECTING', null],
    ['a code', [{ kind: 'wanted' }, { kind: 'starting' }, QR], 'QR_CODE_PENDING', null],
    ['ready', [{ kind: 'wanted' }, QR, READY], 'CONNECTED', null],
    ['blocked', [READY, ended('BLOCKED')], 'ERROR', 'BLOCKED'],
    ['a failed authentication', [ended('AUTH_FAILED')], 'ERROR', 'AUTH_FAILED'],
    ['a login of other servers', [ended('LOGIN_OF_OTHER_SERVER')], 'ERROR', 'LOGIN_OF_OTHER_SERVER'],
    ['nobody scanned', [QR, ended('CODE_NOT_SCANNED')], 'DISCONNECTED', 'CODE_NOT_SCANNED'],
    ['stopped', [READY, ended('STOPPED')], 'DISCONNECTED', null],
    ['browser gone', [READY, ended('BROWSER_GONE')], 'DISCONNECTED', 'BROWSER_GONE'],
    ['conflict', [READY, ended('CONFLICT')], 'DISCONNECTED', 'CONFLICT'],
  ] satisfies [string, SessionInput[], string, string | null][])('%s', (_name, inputs, status, errorCode) => {
    expect(stateAfter(...inputs)).toMatchObject({ status, errorCode });
  });

  test('a log-out starts again without the old login, and says why until somebody has scanned', () => {
    expect(stateAfter(READY, ended('LOGGED_OUT')).step).toMatchObject({
      kind: 'restart',
      withoutLogin: true,
    });
    const scanning = stateAfter(READY, ended('LOGGED_OUT'), { kind: 'starting' }, QR);
    expect(scanning).toMatchObject({ status: 'QR_CODE_PENDING', errorCode: 'LOGGED_OUT' });
    expect(stateAfter(READY, ended('LOGGED_OUT'), QR, READY)).toMatchObject({ errorCode: null });
  });

  test('a crash keeps the login', () => {
    expect(stateAfter(READY, ended('PAGE_CRASHED')).step).toMatchObject({
      kind: 'restart',
      withoutLogin: false,
    });
  });

  test('the sixth failure in a row gives up and tells the last reason', () => {
    const crashes = Array.from({ length: 6 }, () => ended('BROWSER_GONE', 'gone'));
    expect(stateAfter({ kind: 'wanted' }, ...crashes)).toMatchObject({
      status: 'ERROR',
      errorCode: 'max_reconnect_reached',
      errorDetail: 'BROWSER_GONE: gone',
      step: { kind: 'giveUp' },
    });
    expect(stateAfter({ kind: 'wanted' }, ...crashes.slice(1)).step.kind).toBe('restart');
  });

  test('a short connection does not refill the budget, a stable one does', () => {
    const short = stateAfter(ended('BROWSER_GONE'), ended('BROWSER_GONE'), READY);
    expect(short.reconnects).toBe(2);
    expect(stateAfter(ended('BROWSER_GONE'), READY, { kind: 'stable' }).reconnects).toBe(0);
  });

  test('the network comes and goes without ending the session', () => {
    expect(stateAfter(READY, { kind: 'link', isOnline: false })).toMatchObject({
      status: 'CONNECTED',
      isOnline: false,
    });
  });

  test('a code is shown only while one is pending', async () => {
    await fc.assert(
      fc.property(fc.array(anyInput, { maxLength: 20 }), (inputs) => {
        const state = stateAfter(...inputs);
        expect(state.qrCode !== null).toBe(state.status === 'QR_CODE_PENDING');
        expect(state.reconnects).toBeLessThanOrEqual(MAX_RECONNECTS);
        if (state.status === 'CONNECTED') expect(state.errorCode).toBeNull();
      }),
    );
  });
});

const anyEnd = fc.constantFrom<SessionEnd>('LOGGED_OUT', 'BLOCKED', 'CONFLICT', 'BROWSER_GONE', 'STOPPED');
const anyInput: fc.Arbitrary<SessionInput> = fc.oneof(
  fc.constantFrom<SessionInput>({ kind: 'wanted' }, { kind: 'starting' }, { kind: 'stable' }, QR, READY),
  fc.record({ kind: fc.constant('link' as const), isOnline: fc.boolean() }),
  anyEnd.map((reason) => ended(reason)),
);

describe('the time before a reconnect', () => {
  test('doubles from a second to half a minute', () => {
    expect([0, 1, 2, 3, 4, 5, 9].map((attempt) => reconnectDelayMs(attempt, 0))).toEqual([
      1000, 2000, 4000, 8000, 16_000, 30_000, 30_000,
    ]);
  });

  test('is never longer, and never less than three quarters of it', async () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    await fc.assert(
      fc.property(fc.nat(40), share, (attempt, random) => {
        const full = Math.min(1000 * 2 ** attempt, 30_000);
        expect(reconnectDelayMs(attempt, random)).toBeGreaterThanOrEqual(full * 0.75 - 1);
        expect(reconnectDelayMs(attempt, random)).toBeLessThanOrEqual(full);
      }),
    );
  });
});
