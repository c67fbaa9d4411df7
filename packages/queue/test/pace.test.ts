import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pausesBefore, typingMs } from '../src/pace/pause-before.ts';
import { seededRandom } from '../src/pace/seeded-random.ts';

const pacing = fc.record({
  isUrgent: fc.boolean(),
  textLength: fc.nat(4_096),
  messagesPerMinute: fc.integer({ min: 1, max: 20 }),
});

test("a person's answer waits for less than a second, whatever it is; the same seed, the same pause", () => {
  fc.assert(
    fc.property(pacing, fc.uuid(), (given, seed) => {
      const pauses = pausesBefore(given, seed);
      expect(pausesBefore(given, seed)).toEqual(pauses);
      if (given.isUrgent) expect(Math.max(pauses.gapMs, pauses.typingMs)).toBeLessThanOrEqual(700);
      else expect(pauses.gapMs).toBeGreaterThanOrEqual(30_000 / given.messagesPerMinute);
      expect(pauses.gapMs).toBeGreaterThanOrEqual(300);
    }),
  );
});

test('typing takes 2 to 10 seconds, longer for a longer text', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
  fc.assert(
    fc.property(fc.nat(4_096), fc.nat(4_096), share, (one, other, random) => {
      const [short, long] = [Math.min(one, other), Math.max(one, other)].map((n) => typingMs(n, random));
      expect(short).toBeGreaterThanOrEqual(2_000);
      expect(long).toBeLessThanOrEqual(10_000);
      expect(long).toBeGreaterThanOrEqual(short ?? 0);
    }),
  );
  expect(typingMs(20, 0.5)).toBeGreaterThan(typingMs(10, 0.5));
  expect(typingMs(1, 0)).toBe(2_000);
  expect(typingMs(4_096, 1)).toBe(10_000);
});

test('over many messages the rhythm is that of the limit, and uneven', () => {
  const given = { isUrgent: false, textLength: 0, messagesPerMinute: 10 };
  const pauses = Array.from({ length: 5_000 }, () => pausesBefore(given, randomUUID()).gapMs);
  const mean = pauses.reduce((sum, ms) => sum + ms, 0) / pauses.length;
  const deviation = Math.sqrt(pauses.reduce((sum, ms) => sum + (ms - mean) ** 2, 0) / pauses.length);
  expect(mean).toBeGreaterThan(5_800);
  expect(mean).toBeLessThan(6_200);
  expect(deviation).toBeGreaterThan(1_500);
});

test('the random numbers fill their range evenly', () => {
  const random = seededRandom('seed');
  const tenths = Array.from({ length: 10 }, () => 0);
  for (let n = 0; n < 10_000; n += 1) {
    const index = Math.floor(random() * 10);
    tenths[index] = (tenths[index] ?? 0) + 1;
  }
  for (const count of tenths) expect(Math.abs(count - 1_000)).toBeLessThan(150);
});
