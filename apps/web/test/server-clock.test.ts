import { expect, test } from 'vitest';
import { narrowed } from '@/api/server-clock';

const answer = (saidMs: number, askedMs: number, heardMs: number) => ({ saidMs, askedMs, heardMs });

test('clocks that may agree are taken to agree', () => {
  expect(narrowed(0, answer(10_000, 10_400, 10_700))).toBe(0);
  expect(narrowed(0, answer(10_000, 9_000, 40_000))).toBe(0);
});

test('an answer from another time moves the difference as far as it must, and a slow one does not undo it', () => {
  const behind = narrowed(0, answer(310_000, 10_000, 10_200));
  expect(behind).toBe(299_800);
  expect(narrowed(behind, answer(320_000, 19_900, 60_000))).toBe(behind);
  expect(narrowed(0, answer(10_000, 310_000, 310_200))).toBe(-299_001);
  // The clock was set right meanwhile.
  expect(narrowed(behind, answer(400_000, 400_100, 400_300))).toBe(899);
});
