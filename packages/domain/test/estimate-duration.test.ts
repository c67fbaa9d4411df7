import { expect, test } from 'vitest';
import { estimateDurationMs } from '../src/broadcasts/estimate-duration.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const limits = { messagesPerMinute: 10, messagesPerHour: 100, messagesPerDay: 500, concurrency: 3 };

test.each([
  ['nobody, or one', 1, 0],
  ['at the pace of the minute', 11, MINUTE_MS],
  ['an hour used up', 101, HOUR_MS],
  ['an hour used up, and some', 121, HOUR_MS + 2 * MINUTE_MS],
  ['a day used up', 501, 24 * HOUR_MS],
  ['twenty days of ten thousand', 10_001, 20 * 24 * HOUR_MS],
])('how long it takes: %s', (_, count, ms) => {
  expect(estimateDurationMs(count, limits)).toBe(ms);
});

test.each([
  ['the minute binds', { messagesPerMinute: 1, messagesPerHour: 100, messagesPerDay: 500 }, 200, 3.3],
  ['the hour binds', { messagesPerMinute: 10, messagesPerHour: 10, messagesPerDay: 500 }, 1_000, 99],
])('how long it takes where %s', (_, binding, count, hours) => {
  expect(estimateDurationMs(count, { ...limits, ...binding }) / HOUR_MS).toBeCloseTo(hours, 1);
});

test('more messages never take less time', () => {
  let before = 0;
  for (let count = 0; count < 2_000; count += 1) {
    const ms = estimateDurationMs(count, limits);
    expect(ms).toBeGreaterThanOrEqual(before);
    before = ms;
  }
});
