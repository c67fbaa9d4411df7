import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type SharedChannel, type SharingWorker, shareOf } from '../src/leases/share-channels.ts';

const workers = (count: number, capacity = 100): SharingWorker[] =>
  Array.from({ length: count }, (_, index) => ({ workerId: `w${index}`, capacity }));
const channels = (owners: (string | null)[]): SharedChannel[] =>
  owners.map((ownerId, index) => ({
    ...{ channelId: `c${100 + index}`, ownerId },
    ...{ preferredWorkerId: null, desiredState: 'RUNNING' },
  }));

/** One round in which everybody does what his share says; what is handed over has no owner until the next one. */
function round(sharing: SharingWorker[], all: SharedChannel[]) {
  const shares = sharing.map(({ workerId }) => ({ workerId, ...shareOf(workerId, sharing, all) }));
  const taken = shares.flatMap(({ workerId, take }) => take.map((channelId) => ({ channelId, workerId })));
  const handedOver = new Set(shares.flatMap(({ handOver }) => handOver));
  const next = all.map((channel) => {
    const taker = taken.find(({ channelId }) => channelId === channel.channelId);
    if (taker) return { ...channel, ownerId: taker.workerId };
    return handedOver.has(channel.channelId) ? { ...channel, ownerId: null } : channel;
  });
  return { next, taken, moved: handedOver.size };
}

function settle(sharing: SharingWorker[], start: SharedChannel[]) {
  let all = start;
  let moved = 0;
  for (let turn = 0; turn < 10; turn += 1) {
    const result = round(sharing, all);
    all = result.next;
    moved += result.moved;
  }
  return { all, moved };
}

const countsOf = (sharing: SharingWorker[], all: SharedChannel[]) =>
  sharing.map(({ workerId }) => all.filter(({ ownerId }) => ownerId === workerId).length);

describe('channels are shared', () => {
  test('evenly among workers that start together, each taken by one', () => {
    const { taken } = round(workers(3), channels(Array(6).fill(null)));
    expect(taken).toHaveLength(6);
    expect(new Set(taken.map(({ channelId }) => channelId)).size).toBe(6);
    expect(countsOf(workers(3), round(workers(3), channels(Array(6).fill(null))).next)).toEqual([2, 2, 2]);
  });

  test('with a worker that joins: only what has to move moves', () => {
    const owned = channels(['w0', 'w0', 'w0', 'w1', 'w1', 'w1']);
    const { all, moved } = settle(workers(3), owned);
    expect(countsOf(workers(3), all)).toEqual([2, 2, 2]);
    expect(moved).toBe(2);
  });

  test('among those that are left when one dies: what others run stays', () => {
    const { all, moved } = settle(workers(2), channels(['w0', 'w0', 'w1', 'w1', null, null]));
    expect(countsOf(workers(2), all)).toEqual([3, 3]);
    expect(moved).toBe(0);
  });

  test('with what can move now: another one goes in place of one that cannot', () => {
    const owned = channels(['w0', 'w0', 'w0', 'w0']);
    const cannot = (fixed: string[]) => (channelId: string) => !fixed.includes(channelId);
    expect(shareOf('w0', workers(2), owned).handOver).toEqual(['c102', 'c103']);
    expect(shareOf('w0', workers(2), owned, cannot(['c103'])).handOver).toEqual(['c101', 'c102']);
    expect(shareOf('w0', workers(2), owned, cannot(['c100', 'c101', 'c102', 'c103'])).handOver).toEqual([]);
  });

  test('to the worker that somebody chose, while that one lives', () => {
    const [first, ...others] = channels(['w0', 'w0', 'w1', 'w1']);
    const chosen = { ...first, preferredWorkerId: 'w1' } as SharedChannel;
    expect(shareOf('w0', workers(2), [chosen, ...others]).handOver).toEqual(['c100']);
    const { all } = settle(workers(2), [chosen, ...others]);
    expect(all.find(({ channelId }) => channelId === 'c100')?.ownerId).toBe('w1');
    expect(countsOf(workers(2), all)).toEqual([2, 2]);
    expect(shareOf('w0', workers(1), [{ ...chosen, ownerId: null }]).take).toEqual(['c100']);
  });

  test('never more than a worker can run; what does not fit waits', () => {
    const { all } = settle(workers(2, 2), channels(Array(5).fill(null)));
    expect(countsOf(workers(2, 2), all)).toEqual([2, 2]);
  });

  test('one that nobody runs is logged out by the first worker, however full all are, and nothing moves for it', () => {
    const [leaving, ...others] = channels([null, 'w0', 'w0', 'w1', 'w1']);
    const all = [{ ...leaving, desiredState: 'LOGGED_OUT' } as SharedChannel, ...others];
    const { next, taken, moved } = round(workers(2, 2), all);
    expect(taken).toEqual([{ channelId: 'c100', workerId: 'w0' }]);
    expect(moved).toBe(0);
    // Nor while it is being logged out, where another worker would have room.
    expect(round(workers(2), next)).toMatchObject({ taken: [], moved: 0 });
    expect(round(workers(2, 2), [...all, ...channels([null])]).taken).toHaveLength(1);
  });

  test('property: any start settles evenly, without two owners, with the fewest moves', () => {
    const start = fc.record({
      count: fc.integer({ min: 1, max: 6 }),
      owners: fc.array(fc.option(fc.integer({ min: 0, max: 5 })), { maxLength: 30 }),
    });
    fc.assert(
      fc.property(start, ({ count, owners }) => {
        const sharing = workers(count);
        const all = channels(owners.map((owner) => (owner === null || owner >= count ? null : `w${owner}`)));
        const before = countsOf(sharing, all);
        const result = settle(sharing, all);
        const after = countsOf(sharing, result.all);
        expect(Math.max(...after) - Math.min(...after)).toBeLessThanOrEqual(1);
        expect(result.all.every(({ ownerId }) => ownerId !== null)).toBe(true);
        const ceiling = Math.ceil(owners.length / count);
        const floor = Math.floor(owners.length / count);
        const tooMany = before.reduce((sum, n) => sum + Math.max(0, n - ceiling), 0);
        const missing = before.reduce((sum, n) => sum + Math.max(0, floor - n), 0);
        const unowned = all.filter(({ ownerId }) => ownerId === null).length;
        expect(result.moved).toBeLessThanOrEqual(Math.max(tooMany, missing - unowned, 0));
      }),
    );
  });
});
