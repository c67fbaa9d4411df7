import { expect, test } from 'vitest';
import { isDown, isLost, needsPerson } from '@/features/sessions/is-down';
import { createLossWatch } from '@/features/sessions/newly-lost';
import type { Session } from '@/features/sessions/state-look';

const works = {
  status: 'CONNECTED',
  desiredState: 'RUNNING',
  reason: null,
  isOnline: true,
  isDefault: false,
} as const;

test('a number that does not work is told of, one that is stopped or comes back by itself is not', () => {
  const logged = { code: 'LOGGED_OUT', message: 'Номер отвязан.' };
  expect(isDown(works)).toBe(false);
  expect(isDown({ ...works, status: 'CONNECTING' })).toBe(false);
  expect(isDown({ ...works, status: 'DISCONNECTED', desiredState: 'STOPPED' })).toBe(false);
  // Between an end and the next attempt, and while one worker hands it to another.
  for (const reason of [null, { code: 'MEMORY_LIMIT', message: 'Браузер перезапущен.' }]) {
    expect(isDown({ ...works, status: 'DISCONNECTED', reason, isDefault: true })).toBe(false);
  }
  for (const down of [
    { ...works, isOnline: false },
    { ...works, status: 'ERROR' },
    { ...works, status: 'QR_CODE_PENDING' },
    { ...works, status: 'DISCONNECTED', reason: logged },
    { ...works, status: 'DISCONNECTED', reason: { code: 'CODE_NOT_SCANNED', message: 'Код не успели.' } },
    { ...works, status: 'DISCONNECTED', reason: { code: 'NO_WORKER', message: 'Некому.' } },
    // Without the default number nobody can write to anybody new.
    { ...works, status: 'DISCONNECTED', desiredState: 'STOPPED', isDefault: true },
  ] as const) {
    expect(isDown(down)).toBe(true);
  }
});

const connected = { ...works, lastConnectedAt: '2026-11-21T10:00:00.000Z' };
const unlinked = { code: 'LOGGED_OUT', message: 'Номер отвязан.' };

test('a number is lost that has worked and that nobody has stopped', () => {
  const gone = { ...connected, status: 'ERROR' } as const;
  expect([isLost(gone), needsPerson(gone)]).toEqual([true, true]);
  expect(isLost({ ...gone, lastConnectedAt: null })).toBe(false);
  expect(isLost({ ...gone, desiredState: 'STOPPED', isDefault: true })).toBe(false);
  const offline = { ...connected, isOnline: false };
  expect([isLost(offline), needsPerson(offline)]).toEqual([true, false]);
});

test('of a number that waits for a person is told once, until it works again', () => {
  const watch = createLossWatch();
  const seen = (change: Partial<Session>) =>
    watch([{ channelId: 'c1', ...connected, ...change } as Session]).map(({ channelId }) => channelId);
  const lost = { status: 'DISCONNECTED', reason: unlinked } as const;
  expect(seen({})).toEqual([]);
  expect(seen(lost)).toEqual(['c1']);
  expect(seen({ status: 'CONNECTING' })).toEqual([]);
  expect(seen({ status: 'QR_CODE_PENDING' })).toEqual([]);
  expect(seen({})).toEqual([]);
  expect(seen({ status: 'ERROR' })).toEqual(['c1']);
});

test('of a number that restarts nobody is told, unless it gives up', () => {
  const watch = createLossWatch();
  const seen = (change: Partial<Session>) => watch([{ channelId: 'c1', ...connected, ...change } as Session]);
  const between = { status: 'DISCONNECTED', reason: { code: 'NEVER_READY', message: 'Не успел.' } } as const;
  for (const change of [{}, between, { status: 'CONNECTING' } as const, between]) {
    expect(seen(change)).toEqual([]);
  }
  expect(seen({ status: 'ERROR' })).toHaveLength(1);
  // Whoever loads the page anew meanwhile sees it there, and is not called once more with each round of attempts.
  const anew = createLossWatch();
  for (const status of ['CONNECTING', 'DISCONNECTED', 'ERROR'] as const) {
    expect(anew([{ channelId: 'c1', ...connected, status } as Session])).toEqual([]);
  }
});

test('of a number that was lost before, or at which somebody is, nobody is told', () => {
  const before = createLossWatch();
  const blocked = { channelId: 'c1', ...connected, status: 'ERROR' } as Session;
  expect([before([blocked]), before([blocked])]).toEqual([[], []]);
  const between = createLossWatch();
  const linking = { ...blocked, status: 'CONNECTING', reason: unlinked } as const;
  expect([between([linking]), between([{ ...linking, status: 'QR_CODE_PENDING' }])]).toEqual([[], []]);
  const watch = createLossWatch();
  const stopped = { ...blocked, status: 'DISCONNECTED', desiredState: 'STOPPED' } as const;
  watch([{ ...blocked, status: 'CONNECTED' }]);
  watch([stopped]);
  expect(watch([{ ...stopped, desiredState: 'RUNNING', status: 'QR_CODE_PENDING' }])).toEqual([]);
});
