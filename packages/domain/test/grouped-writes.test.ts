import fc from 'fast-check';
import { expect, test } from 'vitest';
import { groupedWrites } from '../src/inbound/grouped-writes.ts';

/** Writes that end when the test says so. */
function desk() {
  const groups: { items: number[]; end: () => void; fail: (error: Error) => void }[] = [];
  const write = (items: number[]) =>
    new Promise<void>((resolve, reject) => {
      const leave = () => groups.splice(groups.indexOf(group), 1);
      const group = {
        items,
        end: () => {
          leave();
          resolve();
        },
        fail: (error: Error) => {
          leave();
          reject(error);
        },
      };
      groups.push(group);
    });
  return { groups, write };
}
/** After this, whoever was told has gone on. */
const turn = () => new Promise((resolve) => setImmediate(resolve));

test('a lone item is written at once, and what comes meanwhile goes together', async () => {
  const { groups, write } = desk();
  const writes = groupedWrites(write, { most: 3 });
  const written = [writes.add(1)];
  await turn();
  expect(groups.map(({ items }) => items)).toEqual([[1]]);
  written.push(...[6, 7, 8, 9].map((item) => writes.add(item)));
  await turn();
  expect(groups.map(({ items }) => items)).toEqual([[1]]);
  groups[0]?.end();
  await turn();
  expect(groups.map(({ items }) => items)).toEqual([[6, 7, 8]]);
  groups[0]?.end();
  await turn();
  expect(groups.map(({ items }) => items)).toEqual([[9]]);
  groups[0]?.end();
  await Promise.all(written);
});

test('a group that could not be written is its own callers’ matter', async () => {
  const { groups, write } = desk();
  const writes = groupedWrites(write, { most: 3 });
  const refused = writes.add(1);
  await turn();
  const next = writes.add(2);
  groups[0]?.fail(new Error('refused'));
  await expect(refused).rejects.toThrow('refused');
  await turn();
  groups[0]?.end();
  await next;
});

test('beside a group another one is begun only when enough are waiting', async () => {
  const { groups, write } = desk();
  const writes = groupedWrites(write, { most: 10, atOnce: 2, least: 3 });
  const written = [writes.add(1)];
  await turn();
  written.push(writes.add(2), writes.add(3));
  await turn();
  expect(groups.map(({ items }) => items)).toEqual([[1]]);
  written.push(writes.add(4));
  await turn();
  expect(groups.map(({ items }) => items)).toEqual([[1], [2, 3, 4]]);
  written.push(writes.add(5));
  groups[0]?.end();
  await turn();
  expect(groups.map(({ items }) => items)).toEqual([[2, 3, 4]]);
  groups[0]?.end();
  await turn();
  expect(groups.map(({ items }) => items)).toEqual([[5]]);
  groups[0]?.end();
  await Promise.all(written);
});

test('whatever the arrival: each item is written once, and nothing is left waiting', async () => {
  const steps = fc.array(fc.oneof(fc.constant('add'), fc.nat(3)), { maxLength: 60 });
  const options = fc.record({
    most: fc.integer({ min: 1, max: 6 }),
    atOnce: fc.integer({ min: 1, max: 3 }),
    least: fc.integer({ min: 1, max: 6 }),
  });
  await fc.assert(
    fc.asyncProperty(steps, options, async (given, { most, atOnce, least }) => {
      const { groups, write } = desk();
      const seen: number[] = [];
      const writes = groupedWrites<number>(
        (items) => {
          seen.push(...items);
          expect(items.length).toBeLessThanOrEqual(most);
          expect(groups.length).toBeLessThan(atOnce);
          return write(items);
        },
        { most, atOnce, least },
      );
      const written: Promise<void>[] = [];
      for (const step of given) {
        if (step === 'add') written.push(writes.add(written.length));
        else groups[Number(step) % Math.max(groups.length, 1)]?.end();
        await turn();
      }
      while (groups.length > 0) {
        groups[0]?.end();
        await turn();
      }
      await Promise.all(written);
      expect(seen).toEqual(written.map((_, n) => n));
    }),
    { numRuns: 60 },
  );
});
