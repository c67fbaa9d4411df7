import { expect, test } from 'vitest';
import { isToBeStarted } from '../src/sessions/is-to-be-started.ts';

const channel = (status: string, errorCode: string | null = null, unchangedMs = 0) =>
  ({ desiredState: 'RUNNING', status, errorCode, unchangedMs }) as const;

test('a channel that is wanted runs, unless it waits for somebody', () => {
  const later = (status: string, errorCode: string | null = null, unchangedMs = 0) =>
    isToBeStarted(channel(status, errorCode, unchangedMs), false);
  for (const status of ['CONNECTING', 'QR_CODE_PENDING', 'CONNECTED', 'DISCONNECTED'])
    expect(later(status)).toBe(true);
  expect(later('DISCONNECTED', 'CODE_NOT_SCANNED')).toBe(false);
  for (const reason of ['BLOCKED', 'PASSKEY_REQUIRED', 'LOGIN_UNREADABLE'])
    expect(later('ERROR', reason)).toBe(false);
  expect(later('ERROR', 'max_reconnect_reached', 60_000)).toBe(false);
  expect(later('ERROR', 'max_reconnect_reached', 3 * 60_000)).toBe(true);
});

test('a worker that has just started tries what only lacked luck, or a key', () => {
  const first = (errorCode: string) => isToBeStarted(channel('ERROR', errorCode), true);
  expect(first('max_reconnect_reached')).toBe(true);
  expect(first('LOGIN_UNREADABLE')).toBe(true);
  expect(first('BLOCKED')).toBe(false);
  expect(first('PASSKEY_REQUIRED')).toBe(false);
});

test('one that is to be logged out is taken up to that end', () => {
  expect(isToBeStarted({ ...channel('ERROR', 'BLOCKED'), desiredState: 'LOGGED_OUT' }, false)).toBe(true);
});
