import { expect, test, vi } from 'vitest';
import { messageIdAt, momentOf, newId, newIdAfter } from '../src/ids.ts';

test('live messages are ordered by arrival, although WhatsApp stamps whole seconds', () => {
  const now = Date.now();
  const question = newId();
  const answer = messageIdAt(Math.floor(now / 1000) * 1000, now);
  expect(question < answer).toBe(true);
});

test('ids rise in the order in which they are made, also within a millisecond and when the clock is set back', () => {
  const made = Array.from({ length: 20_000 }, () => newId());
  vi.useFakeTimers({ now: Date.now() - 50_000 });
  const afterwards = Array.from({ length: 1_000 }, () => newId());
  vi.useRealTimers();
  const ids = [...made, ...afterwards];
  expect([...ids].sort()).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
  const momentsOff = made.map((id) => Math.abs(momentOf(id).getTime() - Date.now()));
  expect(Math.max(...momentsOff)).toBeLessThan(60_000);
});

test('a clock that was wrong by hours is followed once it is set right', () => {
  const now = Date.now();
  vi.useFakeTimers({ now: now + 6 * 3_600_000 });
  newId();
  vi.setSystemTime(now);
  const ids = [newId(), newId()];
  vi.useRealTimers();
  expect(ids.map((id) => momentOf(id).getTime())).toEqual([now, now]);
  expect([...ids].sort()).toEqual(ids);
  expect(newId() > (ids[1] ?? '')).toBe(true);
});

test('a message read after an absence is placed where it was written', () => {
  const now = Date.now();
  const old = messageIdAt(now - 3_600_000, now);
  const older = messageIdAt(now - 7_200_000, now);
  expect([newId(), old, older].sort()).toEqual([older, old, expect.any(String)]);
});

test('also one of the last minute, before what has come live meanwhile', () => {
  const now = Date.now();
  const live = messageIdAt(now - 2_000, now);
  const caughtUp = messageIdAt(now - 5_000, now, true);
  expect(caughtUp < live).toBe(true);
  expect(momentOf(caughtUp).getTime()).toBe(now - 5_000);
});

test('messages of one second that are read after an absence stay in the order of their arrival', () => {
  const now = Date.now();
  const second = now - 3_600_000;
  const ids = Array.from({ length: 5_000 }, () => messageIdAt(second, now));
  expect([...ids].sort()).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
  // Seconds that take turns keep their order as well.
  const twice = Array.from({ length: 1_000 }, (_, n) => messageIdAt(second + 1000 * (n % 3), now));
  for (const rest of [0, 1, 2]) {
    const own = twice.filter((_, n) => n % 3 === rest);
    expect([...own].sort()).toEqual(own);
  }
});

test('so do those of one second that two processes read one after the other', async () => {
  const now = Date.now();
  const second = now - 3_600_000;
  const before = Array.from({ length: 100 }, () => messageIdAt(second, now));
  vi.resetModules();
  const another = await import('../src/ids.ts');
  const after = Array.from({ length: 100 }, () => another.messageIdAt(second, now + 60_000));
  expect([...after, ...before].sort()).toEqual([...before, ...after]);
});

test('so do those that are read before and after the moment at which 32 bits of milliseconds begin anew', async () => {
  const turn = Math.ceil(Date.now() / 2 ** 32) * 2 ** 32;
  const second = turn - 90_000;
  vi.resetModules();
  const { messageIdAt: at } = await import('../src/ids.ts');
  const before = Array.from({ length: 100 }, () => at(second, turn - 50));
  const after = [turn + 60_000, turn + 14 * 86_400_000].map((nowMs) => at(second, nowMs));
  const ids = [...before, ...after];
  expect([...ids].sort()).toEqual(ids);
  expect(at(second + 1_000, turn + 60_000) > (after[1] ?? '')).toBe(true);
});

test('ids are made by the clock that all machines share', async () => {
  vi.resetModules();
  const another = await import('../src/ids.ts');
  another.setClockAhead(-20_000);
  const [id, next] = [another.newId(), another.newId()];
  expect(momentOf(id).getTime() - Date.now()).toBeLessThan(-19_000);
  expect(id < next).toBe(true);
  another.setClockAhead(0);
  expect(momentOf(another.newId()).getTime() - Date.now()).toBeGreaterThan(-1_000);
});

test('a stamp from the future counts as now', () => {
  const now = Date.now();
  const before = newId();
  const fromTheFuture = messageIdAt(now + 86_400_000, now);
  expect(before < fromTheFuture).toBe(true);
  expect(fromTheFuture < newId()).toBe(true);
});

test('an id behind one of a clock that is ahead follows it closely, and no clock that is wrong', () => {
  const now = Date.now();
  const ahead = messageIdAt(now + 30_000, now + 30_000, true);
  expect([newIdAfter(ahead), newIdAfter(null)].map((id) => id > ahead)).toEqual([true, false]);
  expect(momentOf(newIdAfter(ahead)).getTime()).toBe(now + 30_001);
  const wrong = messageIdAt(now + 3_600_000, now + 3_600_000, true);
  expect(newIdAfter(wrong) < wrong).toBe(true);
});
