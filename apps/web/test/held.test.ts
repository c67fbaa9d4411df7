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
  await Promise.resolve();
  expect(told).toEqual([]);
  second();
  await waiting;
  await untilReleased();
});
