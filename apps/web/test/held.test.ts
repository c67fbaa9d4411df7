import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { holdRequests, untilReleased } from '@/api/held';

// Nothing is asked of the server while somebody signs out.

test('requests wait for the last of those who hold them', async () => {
  await untilReleased();
  const told: string[] = [];
  const first = holdRequests();
  const second = holdRequests();
  const waiting = untilReleased().then(() => told.push('released'));
  first();
  // Once more: it is not the other's.
  first();
  const late = untilReleased().then(() => told.push('late'));
  // All that could have been told by now has been.
  await setImmediate();
  expect(told).toEqual([]);
  second();
  await Promise.all([waiting, late]);
  expect(told).toEqual(['released', 'late']);
  await untilReleased();
});
