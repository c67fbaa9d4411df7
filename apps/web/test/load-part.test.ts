import { expect, test, vi } from 'vitest';
import { loadPart } from '@/components/load-part';
import { until } from './until';

// Parts of the program that come by themselves, from a web server that may be away.

test('a part that does not come is said so and asked for again, until it is there', async () => {
  const load = vi.fn(async () => 'there');
  load.mockRejectedValueOnce(new Error('away')).mockRejectedValueOnce(new Error('away'));
  const told: string[] = [];
  loadPart({
    load,
    pauseMs: 1,
    onLoaded: (part) => told.push(part),
    onFailed: () => void told.push('failed'),
  });
  await until(() => expect(told).toEqual(['failed', 'failed', 'there']));
});

test('what nobody waits for any more is neither shown nor asked for again', async () => {
  const { promise, reject } = Promise.withResolvers<string>();
  const load = vi.fn(() => promise);
  const onFailed = vi.fn();
  const giveUp = loadPart({ load, pauseMs: 1, onLoaded: () => {}, onFailed });
  giveUp();
  reject(new Error('away'));
  await expect(promise).rejects.toThrow('away');
  expect([load.mock.calls.length, onFailed.mock.calls.length]).toEqual([1, 0]);
});
