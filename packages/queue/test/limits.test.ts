import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import type { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  createSendLimits,
  createSendSlots,
  type Limits,
  type SentMessageAt,
  usageFromSent,
} from '../src/index.ts';
import { type ConnectedRedis, connectedRedis } from './support/redis.ts';

let server: ConnectedRedis;
let redis: Redis;

beforeAll(async () => {
  server = await connectedRedis();
  redis = server.redis;
});

afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
});

const MINUTE = 60_000;
const LENGTHS = [MINUTE, 60 * MINUTE, 24 * 60 * MINUTE];
const START = Date.UTC(2026, 0, 1);

/** Limits of an organisation of its own, with a clock that the test moves. */
function world(limits: Limits, sent: SentMessageAt[] = []) {
  const organizationId = randomUUID();
  const clock = { ms: START };
  let builds = 0;
  const database = { fail: null as Error | null };
  const sendLimits = createSendLimits({
    redis,
    prefix: server.prefix,
    limitsOf: async () => limits,
    sentSince: async (_, sinceMs) => {
      builds += 1;
      if (database.fail) throw database.fail;
      return sent.filter(({ atMs }) => atMs >= sinceMs);
    },
    nowMs: () => clock.ms,
  });
  const take = (id: string = randomUUID()) => sendLimits.takeFromLimits(organizationId, id);
  const check = (count = 1) => sendLimits.checkRateLimit(organizationId, count);
  return { organizationId, clock, database, sendLimits, take, check, limits, builds: () => builds };
}

const limitsOf = (messagesPerMinute: number, messagesPerHour: number, messagesPerDay: number) => ({
  messagesPerMinute,
  messagesPerHour,
  messagesPerDay,
});

/** The most that any closed window of the length holds. */
function most(moments: number[], length: number): number {
  const inWindowThatEndsAt = (end: number) => moments.filter((at) => at >= end - length && at <= end).length;
  return Math.max(0, ...moments.map(inWindowThatEndsAt));
}

// Bursts, steady flow, long silences, and steps of exactly a window's length, where a boundary would be tricked.
const step = fc.oneof(
  fc.constant(0),
  fc.integer({ min: 1, max: 20_000 }),
  fc.constantFrom(MINUTE - 1, MINUTE, MINUTE + 1, 60 * MINUTE, 24 * 60 * MINUTE),
  fc.integer({ min: MINUTE, max: 10 * 60 * MINUTE }),
);

test('never more than the limit in any window of a minute, an hour or a day, and never refused without a full one', async () => {
  const property = fc.asyncProperty(
    fc.record({ a: fc.nat(3), b: fc.nat(5), c: fc.nat(8) }),
    fc.array(step, { maxLength: 50 }),
    async ({ a, b, c }, steps) => {
      const { clock, take, limits } = world(limitsOf(1 + a, 1 + a + b, 1 + a + b + c));
      const values = [limits.messagesPerMinute, limits.messagesPerHour, limits.messagesPerDay];
      const taken: number[] = [];
      for (const ms of steps) {
        clock.ms += ms;
        const full = LENGTHS.some(
          (length, i) => taken.filter((at) => at >= clock.ms - length).length >= (values[i] ?? 0),
        );
        const { allowed } = await take();
        expect(allowed).toBe(!full);
        if (allowed) taken.push(clock.ms);
      }
      for (const [i, length] of LENGTHS.entries())
        expect(most(taken, length)).toBeLessThanOrEqual(values[i] ?? 0);
    },
  );
  await fc.assert(property, { numRuns: 60 });
});

test('at resetAt a message passes, and a millisecond earlier it does not', async () => {
  const { clock, take } = world(limitsOf(2, 5, 5));
  await take();
  clock.ms += 10_000;
  expect(await take()).toMatchObject({ allowed: true, remaining: 0 });
  const refused = await take();
  expect(refused).toMatchObject({ allowed: false, remaining: 0, hit: { window: 'minute', limit: 2 } });
  const resetMs = refused.resetAt?.getTime() ?? 0;
  clock.ms = resetMs - 1;
  expect((await take()).allowed).toBe(false);
  clock.ms = resetMs;
  expect((await take()).allowed).toBe(true);
});

test('a message that is tried again counts once, at its later moment; one that did not leave is given back', async () => {
  const { clock, take, sendLimits, organizationId, check } = world(limitsOf(2, 10, 10));
  const id = randomUUID();
  for (let i = 0; i < 4; i += 1) expect((await take(id)).allowed).toBe(true);
  expect((await check()).remaining).toBe(1);
  clock.ms += 50_000;
  await take(id);
  clock.ms += 20_000;
  expect((await check()).remaining).toBe(1);
  await sendLimits.giveBack(organizationId, id);
  expect((await check()).remaining).toBe(2);
});

test('checkRateLimit says whether so many may go, how many are left and when there is room, and takes nothing', async () => {
  const { take, check } = world(limitsOf(3, 10, 10));
  await take();
  expect(await check(2)).toMatchObject({ allowed: true, remaining: 2, resetAt: null });
  expect(await check(3)).toMatchObject({
    allowed: false,
    remaining: 2,
    resetAt: new Date(START + MINUTE + 1),
  });
  expect((await check(2)).allowed).toBe(true);
});

test('more at once than a limit allows never fits: no moment is named, and the limit is', async () => {
  const { take, check, clock } = world(limitsOf(20, 100, 500));
  const never = { allowed: false, resetAt: null, hit: { window: 'hour', limit: 100 } };
  const many = world(limitsOf(200, 100, 500));
  expect(await many.check(150)).toMatchObject({ ...never, remaining: 100 });
  await take();
  expect(await check(21)).toMatchObject({
    resetAt: null,
    remaining: 19,
    hit: { window: 'minute', limit: 20 },
  });
  expect((await check(20)).resetAt).toEqual(new Date(clock.ms + MINUTE + 1));
});

test('limits that are raised or lowered count at once', async () => {
  const { take, limits } = world(limitsOf(2, 10, 10));
  for (let i = 0; i < 2; i += 1) await take();
  expect((await take()).allowed).toBe(false);
  limits.messagesPerMinute = 3;
  expect((await take()).allowed).toBe(true);
  limits.messagesPerMinute = 1;
  expect(await take()).toMatchObject({ allowed: false, remaining: 0 });
});

test('while an urgent message of any number waits for room, no other one takes what comes free', async () => {
  const { take, limits, sendLimits, organizationId } = world(limitsOf(1, 10, 10));
  const mark = `${server.prefix}:whatsapp:limits:{${organizationId}}:urgent`;
  const urgently = (id: string) => sendLimits.takeFromLimits(organizationId, id, { isUrgent: true });
  const id = randomUUID();
  await take();
  expect(await urgently(id)).toMatchObject({ allowed: false, hit: { window: 'minute', limit: 1 } });
  const left = await redis.pttl(mark);
  expect(left).toBeLessThanOrEqual(2_000);
  // Held for as long as the test needs, however slow it is.
  await redis.set(mark, '1', 'PX', MINUTE);
  limits.messagesPerMinute = 3;
  expect(await take()).toMatchObject({ allowed: false, hit: null });
  expect((await urgently(id)).allowed).toBe(true);
  expect((await take()).allowed).toBe(false);
  await redis.del(mark);
  expect((await take()).allowed).toBe(true);
});

/** Limits of ten a minute on Redis' own clock, and a crowd of an organisation that takes from them at once. */
async function crowd() {
  const shared = { redis, prefix: server.prefix, sentSince: async () => [] };
  const limits = createSendLimits({ ...shared, limitsOf: async () => limitsOf(10, 100, 500) });
  const organizationId = randomUUID();
  await limits.checkRateLimit(organizationId, 1);
  const take = () => limits.takeFromLimits(organizationId, randomUUID());
  return { limits, answers: await Promise.all(Array.from({ length: 60 }, take)) };
}

test('checked and taken in one step: a crowd at once gets exactly the limit', async () => {
  const { answers } = await crowd();
  expect(answers.filter(({ allowed }) => allowed)).toHaveLength(10);
});

test("a crowd of one organisation takes nothing from another's limit", async () => {
  const { limits } = await crowd();
  expect(await limits.checkRateLimit(randomUUID(), 10)).toMatchObject({ allowed: true, remaining: 10 });
});

test('what is sent is counted in Redis by the minute, the hour and the day', async () => {
  const { take, organizationId } = world(limitsOf(10, 100, 500));
  for (let n = 0; n < 3; n += 1) await take();
  const base = `${server.prefix}:whatsapp:limits:{${organizationId}}`;
  for (const window of ['minute', 'hour', 'day']) expect(await redis.zcard(`${base}:${window}`)).toBe(3);
});

test('after Redis lost everything, the windows are filled from the database first, by one alone', async () => {
  const sent = Array.from({ length: 4 }, (_, i) => ({ messageId: randomUUID(), atMs: START - i * 10_000 }));
  const { take, check, builds, organizationId } = world(limitsOf(5, 10, 10), sent);
  await Promise.all(Array.from({ length: 8 }, () => take()));
  expect(builds()).toBe(1);
  expect((await check()).remaining).toBeLessThanOrEqual(1);
  const keys = await redis.keys(`${server.prefix}:whatsapp:limits:{${organizationId}}:*`);
  await redis.del(...keys);
  expect(await check(2)).toMatchObject({ allowed: false, remaining: 1 });
  expect(builds()).toBe(2);
});

test('a filling that the database broke off is begun anew by whoever comes next', async () => {
  const { take, database } = world(limitsOf(5, 10, 10));
  database.fail = new Error('the database is away');
  await expect(take()).rejects.toThrow('away');
  database.fail = null;
  expect(await take()).toMatchObject({ allowed: true, remaining: 4 });
});

test('memory is bounded: what has left a window is forgotten, and idle keys expire', async () => {
  const { clock, take, organizationId } = world(limitsOf(3, 6, 9));
  for (let i = 0; i < 40; i += 1) {
    await take();
    clock.ms += MINUTE * 20;
  }
  const base = `${server.prefix}:whatsapp:limits:{${organizationId}}`;
  for (const [name, limit] of [
    ['minute', 3],
    ['hour', 6],
    ['day', 9],
  ] as const) {
    expect(await redis.zcard(`${base}:${name}`)).toBeLessThanOrEqual(limit);
    expect(await redis.pttl(`${base}:${name}`)).not.toBe(-1);
  }
  expect(await redis.pttl(`${base}:filled`)).toBeGreaterThan(0);
});

test('what is in use is told for each window, with the moment at which there is room again', async () => {
  const { sendLimits, organizationId, take, clock, limits } = world(limitsOf(2, 100, 500));
  const usage = () => sendLimits.usage(organizationId);
  expect((await usage()).map(({ used, limit, resetAt }) => ({ used, limit, resetAt }))).toEqual([
    { used: 0, limit: 2, resetAt: null },
    { used: 0, limit: 100, resetAt: null },
    { used: 0, limit: 500, resetAt: null },
  ]);
  await take();
  clock.ms += 1_000;
  await take();
  const told = await usage();
  expect(told[0]).toMatchObject({ window: 'minute', used: 2, limit: 2 });
  const freeAt = told[0]?.resetAt?.getTime() ?? 0;
  expect(freeAt - START - MINUTE).toBeLessThanOrEqual(1);
  const sent = [START, START + 1_000].map((atMs) => ({ messageId: String(atMs), atMs }));
  expect(usageFromSent(limits, sent, clock.ms)).toEqual(told);
  clock.ms = freeAt;
  expect((await take()).allowed).toBe(true);
  limits.messagesPerMinute = 1;
  expect((await usage())[0]).toMatchObject({ used: 2, limit: 1, resetAt: new Date(clock.ms + MINUTE + 1) });
});

test('a window that Redis lost by itself is filled from the database, and one that is merely empty is not', async () => {
  const sent = Array.from({ length: 4 }, (_, i) => ({ messageId: randomUUID(), atMs: START - i * 1_000 }));
  const { take, check, builds, organizationId, sendLimits, clock } = world(limitsOf(5, 10, 10), sent);
  const base = `${server.prefix}:whatsapp:limits:{${organizationId}}`;
  const used = async () => (await sendLimits.usage(organizationId)).map((window) => window.used);
  const last = randomUUID();
  expect((await take(last)).allowed).toBe(true);
  for (const [window, filled] of [
    ['minute', [4, 5, 5]],
    ['day', [5, 5, 4]],
  ] as const) {
    await redis.del(`${base}:${window}`);
    expect(await used()).toEqual([4, 4, 4]);
    await check();
    expect(await used()).toEqual(filled);
    await take(last);
  }
  expect(builds()).toBe(5);
  clock.ms += 2 * MINUTE;
  expect((await check()).remaining).toBe(5);
  await take(last);
  await sendLimits.giveBack(organizationId, last);
  expect((await check()).remaining).toBe(5);
  expect(builds()).toBe(5);
});

test('a clock that is set back keeps nobody waiting for longer than a window', async () => {
  const { take, check, clock, sendLimits, organizationId } = world(limitsOf(2, 100, 500));
  clock.ms += 6 * 60 * MINUTE;
  for (let n = 0; n < 2; n += 1) await take();
  clock.ms = START;
  const [minute] = await sendLimits.usage(organizationId);
  expect(minute).toMatchObject({ used: 2, resetAt: new Date(START + MINUTE + 1) });
  expect(await check()).toMatchObject({ allowed: false, resetAt: new Date(START + MINUTE + 1) });
  clock.ms = START + MINUTE + 1;
  expect((await take()).allowed).toBe(true);
  // Redis reckons a key's end by the clock as well.
  await redis.set(`${server.prefix}:whatsapp:limits:{${organizationId}}:urgent`, '1', 'PX', 6 * 60 * MINUTE);
  expect((await take()).allowed).toBe(true);
});

test('a clock that is set back frees the places of who has died after half a minute', async () => {
  const organizationId = randomUUID();
  const slots = createSendSlots({ redis, prefix: server.prefix, organizationId });
  const key = `${server.prefix}:whatsapp:at-work:{${organizationId}}`;
  await redis.zadd(key, Date.now() + 6 * 60 * MINUTE, 'of a worker that died');
  expect(await slots.take('another', 1)).toBe(false);
  expect(Number(await redis.zscore(key, 'of a worker that died')) - Date.now()).toBeLessThanOrEqual(30_000);
});

test('lost windows are told from what the database remembers', async () => {
  const sent = [{ messageId: 'a', atMs: START - 1_000 }];
  const { sendLimits, organizationId } = world(limitsOf(10, 100, 500), sent);
  expect((await sendLimits.usage(organizationId)).map(({ used }) => used)).toEqual([1, 1, 1]);
});
