import { expect, test } from 'vitest';
import { ageOf } from '@/features/queues/age-of';

test('an age is told in the largest unit that fits, and never from the future', () => {
  const at = '2026-11-21T12:00:00.000Z';
  const ago = (ms: number) => new Date(Date.parse(at) - ms).toISOString();
  expect(ageOf(ago(5_400), at)).toEqual({ unit: 'seconds', value: 5 });
  expect(ageOf(ago(61_000), at)).toEqual({ unit: 'minutes', value: 1 });
  expect(ageOf(ago(7_200_000), at)).toEqual({ unit: 'hours', value: 2 });
  expect(ageOf(ago(3 * 86_400_000), at)).toEqual({ unit: 'days', value: 3 });
  expect(ageOf(ago(-5_000), at)).toEqual({ unit: 'seconds', value: 0 });
});
