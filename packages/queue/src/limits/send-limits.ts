import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import * as z from 'zod';
import { DEFAULT_PREFIX } from '../topics.ts';
import { CHECK, FILL, GIVE_BACK, LET_OTHERS_FILL, TAKE, URGENT_WAITS, USAGE } from './scripts.ts';

export interface Limits {
  messagesPerMinute: number;
  messagesPerHour: number;
  messagesPerDay: number;
}

/** A message that went out, as the database remembers it. */
export interface SentMessageAt {
  messageId: string;
  atMs: number;
}

export interface SendLimitsOptions {
  redis: Redis;
  prefix?: string;
  limitsOf: (organizationId: string) => Promise<Limits>;
  /** Every message that left, or may have left, since then: the windows are filled from it when Redis has lost them. */
  sentSince: (organizationId: string, sinceMs: number) => Promise<SentMessageAt[]>;
  /** Instead of Redis' own clock; for tests. */
  nowMs?: () => number;
}

export type LimitWindow = 'minute' | 'hour' | 'day';

export interface RateLimit {
  allowed: boolean;
  /** Messages that may still go out now. */
  remaining: number;
  /** When as many as were asked for fit; null where they fit now, or where they never do: more at once than `hit` allows. */
  resetAt: Date | null;
  /** The limit in the way; null where there is none, the windows are just being filled again, or somebody urgent waits. */
  hit: { window: LimitWindow; limit: number } | null;
}

/** How much of a limit is in use. */
export interface LimitUsage {
  window: LimitWindow;
  used: number;
  limit: number;
  /** When there is room for one more than now; null where nothing is in use. */
  resetAt: Date | null;
}

export interface SendLimits {
  /** Whether `count` messages may go out now. Takes nothing. */
  checkRateLimit(organizationId: string, count: number): Promise<RateLimit>;
  /**
   * Checks and takes one, in one step. A message that is taken again is counted once, at its later moment. While an urgent
   * one waits for room and asks at least every two seconds, no other one is let pass, whatever number it is of.
   */
  takeFromLimits(
    organizationId: string,
    messageId: string,
    options?: { isUrgent?: boolean },
  ): Promise<RateLimit>;
  /** How much of each limit is in use now. Takes nothing; rejects while Redis is away. */
  usage(organizationId: string): Promise<LimitUsage[]>;
  /** The message certainly did not leave. */
  giveBack(organizationId: string, messageId: string): Promise<void>;
}

const WINDOWS = ['minute', 'hour', 'day'] as const;
const LENGTH_MS = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };
/** A builder that died is followed by another one then. */
const BUILDING_MS = 30_000;
const LOOK_AGAIN_MS = 1_000;

/** An organisation's limits on sending, counted in Redis: never more than a limit in any window of its length. */
export function createSendLimits(options: SendLimitsOptions): SendLimits {
  const { redis, prefix = DEFAULT_PREFIX, limitsOf, nowMs } = options;
  const now = () => nowMs?.() ?? Date.now();

  const ask = async (
    script: string,
    organizationId: string,
    messageId: string,
    count: number,
    urgent = 0,
  ) => {
    const limits = limitList(await limitsOf(organizationId));
    const windows = WINDOWS.flatMap((name, index) => [LENGTH_MS[name] * 1_000, limits[index] ?? 0]);
    const keys = [...keysOf(organizationId, prefix), `${baseOf(organizationId, prefix)}:urgent`];
    const micros = nowMs ? nowMs() * 1_000 : '';
    const args = [micros, ...windows, messageId, count, urgent];
    const run = async () => answer.parse(await redis.eval(script, keys.length, ...keys, ...args));
    let [remaining, waitMicros, hit] = await run();
    if (remaining === -1 && (await refill(options, organizationId, now()))) {
      [remaining, waitMicros, hit] = await run();
    }
    if (remaining === -1) {
      return { allowed: false, remaining: 0, resetAt: new Date(now() + LOOK_AGAIN_MS), hit: null };
    }
    const tooSmall = limits.findIndex((limit) => limit < count);
    if (tooSmall >= 0) return { allowed: false, remaining, resetAt: null, hit: hitOf(limits, tooSmall) };
    const window = WINDOWS[hit - 1];
    if (!window && hit !== URGENT_WAITS) return { allowed: true, remaining, resetAt: null, hit: null };
    const resetAt = new Date(now() + Math.ceil(waitMicros / 1_000));
    return { allowed: false, remaining, resetAt, hit: hitOf(limits, hit - 1) };
  };

  return {
    checkRateLimit: (organizationId, count) => ask(CHECK, organizationId, '', count),
    takeFromLimits: (organizationId, messageId, { isUrgent = false } = {}) =>
      ask(TAKE, organizationId, messageId, 1, isUrgent ? 1 : 0),
    usage: (organizationId) => readUsage(options, organizationId),
    giveBack: async (organizationId, messageId) => {
      const keys = keysOf(organizationId, prefix);
      await redis.eval(GIVE_BACK, keys.length, ...keys, messageId);
    },
  };
}

async function readUsage(options: SendLimitsOptions, organizationId: string): Promise<LimitUsage[]> {
  const { redis, prefix = DEFAULT_PREFIX, limitsOf, sentSince, nowMs = Date.now } = options;
  const limits = limitList(await limitsOf(organizationId));
  const windows = WINDOWS.flatMap((name, index) => [LENGTH_MS[name] * 1_000, limits[index] ?? 0]);
  const keys = keysOf(organizationId, prefix);
  const micros = options.nowMs ? options.nowMs() * 1_000 : '';
  const found = numbers.parse(await redis.eval(USAGE, keys.length, ...keys, micros, ...windows));
  const now = nowMs();
  // Lost windows are filled by whoever sends next; until then the database's own word is shown.
  if (found.length === 1) return usageOf(limits, await sentSince(organizationId, now - LENGTH_MS.day), now);
  return WINDOWS.map((window, index) => {
    const [used = 0, restMicros = 0] = found.slice(index * 2, index * 2 + 2);
    const resetAt = used > 0 ? new Date(now + Math.ceil(restMicros / 1_000)) : null;
    return { window, used, limit: limits[index] ?? 0, resetAt };
  });
}

/** The same from what the database remembers, for when Redis is away. */
export function usageFromSent(limits: Limits, sent: readonly SentMessageAt[], nowMs: number): LimitUsage[] {
  return usageOf(limitList(limits), sent, nowMs);
}

function usageOf(limits: number[], sent: readonly SentMessageAt[], nowMs: number): LimitUsage[] {
  return WINDOWS.map((window, index) => {
    const limit = limits[index] ?? 0;
    const length = LENGTH_MS[window];
    const moments = sent.map(({ atMs }) => atMs).filter((atMs) => atMs >= nowMs - length);
    const leaves = moments.sort((one, other) => one - other)[Math.max(0, moments.length - limit)];
    const resetAt = leaves === undefined ? null : new Date(leaves + length + 1);
    return { window, used: moments.length, limit, resetAt };
  });
}

const numbers = z.array(z.coerce.number());
const answer = z.tuple([z.coerce.number(), z.coerce.number(), z.coerce.number()]);

function limitList({ messagesPerMinute, messagesPerHour, messagesPerDay }: Limits): number[] {
  return [messagesPerMinute, messagesPerHour, messagesPerDay];
}

function hitOf(limits: number[], index: number): RateLimit['hit'] {
  const window = WINDOWS[index];
  return window ? { window, limit: limits[index] ?? 0 } : null;
}

function baseOf(organizationId: string, prefix: string): string {
  return `${prefix}:whatsapp:limits:{${organizationId}}`;
}

/** The marker, then the windows. The braces keep an organisation's keys together on one node of a cluster. */
function keysOf(organizationId: string, prefix: string): string[] {
  const base = baseOf(organizationId, prefix);
  return [`${base}:filled`, ...WINDOWS.map((name) => `${base}:${name}`)];
}

/** Fills windows that Redis lost; false while somebody else is at it. */
async function refill(options: SendLimitsOptions, organizationId: string, nowMs: number): Promise<boolean> {
  const { redis, prefix = DEFAULT_PREFIX, sentSince } = options;
  const keys = keysOf(organizationId, prefix);
  const lock = `${baseOf(organizationId, prefix)}:building`;
  const token = randomUUID();
  if ((await redis.set(lock, token, 'PX', BUILDING_MS, 'NX')) !== 'OK') return false;
  const sent = await sentSince(organizationId, nowMs - LENGTH_MS.day).catch(async (error: unknown) => {
    await redis.eval(LET_OTHERS_FILL, 1, lock, token).catch(() => {});
    throw error;
  });
  const entries = sent.flatMap(({ messageId, atMs }) => [messageId, atMs * 1_000]);
  const lengths = WINDOWS.map((name) => LENGTH_MS[name]);
  return (await redis.eval(FILL, keys.length + 1, lock, ...keys, token, ...lengths, ...entries)) === 1;
}
