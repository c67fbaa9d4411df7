import { expect, test } from 'vitest';
import { messageIdAt, newId } from '../src/ids.ts';

test('live messages are ordered by arrival, although WhatsApp stamps whole seconds', () => {
  const now = Date.now();
  const question = newId();
  const answer = messageIdAt(Math.floor(now / 1000) * 1000, now);
  expect(question < answer).toBe(true);
});

test('a message read after an absence is placed where it was written', () => {
  const now = Date.now();
  const old = messageIdAt(now - 3_600_000, now);
  const older = messageIdAt(now - 7_200_000, now);
  expect([newId(), old, older].sort()).toEqual([older, old, expect.any(String)]);
});

test('a stamp from the future counts as now', () => {
  const now = Date.now();
  const before = newId();
  const fromTheFuture = messageIdAt(now + 86_400_000, now);
  expect(before < fromTheFuture).toBe(true);
  expect(fromTheFuture < newId()).toBe(true);
});
