import { expect, test, vi } from 'vitest';
import { api } from '@/api/client';
import { keepInPlace } from '@/features/inbox/keep-in-place';
import { neighbourOf } from '@/features/inbox/neighbour';
import { daysBetween } from '@/i18n/days';
import { preferredLocale } from '@/i18n/locales';
import { createBatch } from '@/realtime/batch';
import { newerCursor } from '@/realtime/cursor';
import { keysOfEvent } from '@/realtime/keys-of-event';
import { until } from './until';

test('a cursor never goes back, and is compared as the number it is', () => {
  expect(newerCursor(null, '5')).toBe('5');
  expect(newerCursor('9', '10')).toBe('10');
  expect(newerCursor('9007199254740993', '9007199254740992')).toBe('9007199254740993');
});

test('who looks at a client that became two again sees the thread and the merges as they are now', () => {
  const keys = keysOfEvent({ kind: 'client.updated', clientId: 'c' } as never);
  expect(keys).toContainEqual(api.conversations.listMessages.key());
  expect(keys).toContainEqual(api.clients.listMerges.key());
});

test('a flood of events asks for each thing once', () => {
  vi.useFakeTimers();
  const asked: unknown[] = [];
  const batch = createBatch(async (key) => asked.push(key), { gatherMs: 10 });
  for (let n = 0; n < 100; n++) batch.add(['messages', n % 2]);
  expect(asked).toEqual([]);
  vi.advanceTimersByTime(10);
  expect(asked).toEqual([
    ['messages', 0],
    ['messages', 1],
  ]);
  vi.useRealTimers();
});

test('while events keep coming, each request is let finish and the next one follows it', async () => {
  const answers: (() => void)[] = [];
  const batch = createBatch(() => new Promise<void>((resolve) => answers.push(resolve)), { gatherMs: 1 });
  batch.add(['list']);
  await until(() => expect(answers).toHaveLength(1));
  batch.add(['list']);
  batch.add(['thread']);
  await until(() => expect(answers).toHaveLength(2));
  batch.add(['list']);
  answers[0]?.();
  await until(() => expect(answers).toHaveLength(3));
  batch.cancel();
});

test('a request that hangs does not keep its key for ever', async () => {
  let asked = 0;
  const hang = () => {
    asked++;
    return new Promise<never>(() => {});
  };
  const batch = createBatch(hang, { gatherMs: 1, patienceMs: 20 });
  batch.add(['list']);
  await until(() => expect(asked).toBe(1));
  batch.add(['list']);
  await until(() => expect(asked).toBe(2));
  batch.cancel();
});

test('arrow keys go to the neighbour and stop at the ends', () => {
  const ids = ['a', 'b', 'c'];
  expect(neighbourOf(ids, undefined, 1)).toBe('a');
  expect(neighbourOf(ids, 'a', 1)).toBe('b');
  expect(neighbourOf(ids, 'a', -1)).toBeNull();
  expect(neighbourOf(ids, 'c', 1)).toBeNull();
  expect(neighbourOf([], undefined, 1)).toBeNull();
});

test('the open row keeps its place when it is none of the rows any more, and its neighbours stay its neighbours', () => {
  const rows = (ids: string) => [...ids].map((id) => ({ id }));
  const kept = (now: string, before: string, open: string | undefined) =>
    keepInPlace(rows(now), rows(before), open)
      .map(({ id }) => id)
      .join('');
  expect(kept('ac', 'abc', 'b')).toBe('abc');
  expect(kept('nac', 'abc', 'b')).toBe('nabc');
  expect(kept('nbc', 'abc', 'a')).toBe('nabc');
  expect(kept('ab', 'abc', 'c')).toBe('abc');
  expect(kept('n', 'a', 'a')).toBe('an');
  expect(kept('ca', 'abc', 'b')).toBe('cab');
  // What is there is not put in, nor what was never there, nor what is no longer open.
  expect(kept('bac', 'abc', 'b')).toBe('bac');
  expect(kept('ac', 'ac', 'b')).toBe('ac');
  expect(kept('ac', 'abc', undefined)).toBe('ac');
});

test('a day with a change of the clock is one day', () => {
  expect(daysBetween(new Date(2026, 2, 28), new Date(2026, 2, 30))).toBe(2);
});

test('the language is the first known one that the browser prefers, else Russian', () => {
  expect(preferredLocale('en-US,en;q=0.9,ru;q=0.8')).toBe('en');
  expect(preferredLocale('ky-KG,ru;q=0.9,en;q=0.8')).toBe('ru');
  expect(preferredLocale('de')).toBe('ru');
  expect(preferredLocale(null)).toBe('ru');
});
