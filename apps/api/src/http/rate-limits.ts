import { createHash } from 'node:crypto';
import { Problem } from '@soul-kg-crm/shared/problems';
import type { Request, RequestHandler, Response } from 'express';
import { ipKeyGenerator, rateLimit, type Store } from 'express-rate-limit';
import type { Redis } from 'ioredis';
import * as z from 'zod';
import type { ApiContext } from '../context.ts';
import { callerOf } from './request-locals.ts';

const MINUTE_MS = 60_000;

interface Limit {
  name: string;
  windowMs: number;
  limit: number;
  keyOf: (req: Request, res: Response) => string;
  /** Whether requests pass uncounted while Redis is away. */
  passesWithoutRedis: boolean;
}

/** So many requests a minute for each person, key or address. Without Redis nobody is limited: reading goes on. */
export function generalLimit(api: ApiContext): RequestHandler {
  const { requestsPerMinute: limit } = api.settings;
  return limiter(api, {
    name: 'general',
    windowMs: MINUTE_MS,
    limit,
    keyOf: callerKey,
    passesWithoutRedis: true,
  });
}

/** Of all who try one e-mail, and of all e-mails tried from one address: more, since an office shares an address. */
const TIMES_FOR_EMAIL = 5;
const TIMES_FOR_ADDRESS = 10;

/**
 * So many attempts to sign in for each address and e-mail together, and more for each e-mail, whoever tries, and for each
 * address, whomever it tries. Without Redis nobody can sign in, so nobody can guess.
 */
export function signInLimits(api: ApiContext): RequestHandler[] {
  return [
    attemptLimit(api, 'sign-in', 1, (req) => hash(`${addressOf(req)} ${emailOf(req)}`)),
    attemptLimit(api, 'sign-in-email', TIMES_FOR_EMAIL, (req) => hash(emailOf(req))),
    attemptLimit(api, 'sign-in-address', TIMES_FOR_ADDRESS, (req) => hash(addressOf(req))),
  ];
}

/** So many attempts for each address, as many as to sign in, where no e-mail is told: for the secrets of links. */
export function guessLimit(api: ApiContext): RequestHandler {
  return attemptLimit(api, 'guess', TIMES_FOR_ADDRESS, (req) => hash(addressOf(req)));
}

function attemptLimit(api: ApiContext, name: string, times: number, keyOf: Limit['keyOf']): RequestHandler {
  const limit = times * api.settings.signInAttempts;
  return limiter(api, { name, windowMs: 5 * MINUTE_MS, limit, keyOf, passesWithoutRedis: false });
}

function limiter(
  api: ApiContext,
  { name, windowMs, limit, keyOf, passesWithoutRedis }: Limit,
): RequestHandler {
  const prefix = `${api.redisPrefix}:limit:${name}:`;
  const store = redisStore(api.redis, prefix, windowMs);
  return rateLimit({
    identifier: name,
    windowMs,
    limit,
    keyGenerator: keyOf,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    store: passesWithoutRedis ? { ...store, increment: orUncounted(store.increment, windowMs) } : store,
    handler: (_req, res, next) => {
      const seconds = Number(res.getHeader('Retry-After')) || 1;
      const resetAt = new Date(Date.now() + seconds * 1_000).toISOString();
      next(new Problem('RATE_LIMITED', { seconds, limit, remaining: 0, resetAt }));
    },
    // Who may say what the address is, is settled by "trust proxy".
    validate: { xForwardedForHeader: false, trustProxy: false },
  });
}

function orUncounted(increment: Store['increment'], windowMs: number): Store['increment'] {
  return async (key) => {
    try {
      return await increment(key);
    } catch {
      return { totalHits: 1, resetTime: new Date(Date.now() + windowMs) };
    }
  };
}

// One step, so that two requests at once are two. What ends later than a window from now was begun by a clock that has been
// set back since, and would refuse everybody for as long.
const INCREMENT = `
local hits = redis.call('INCR', KEYS[1])
if hits == 1 or redis.call('PTTL', KEYS[1]) > tonumber(ARGV[1]) then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
return { hits, redis.call('PTTL', KEYS[1]) }`;

const incremented = z.tuple([z.int(), z.int()]);

function redisStore(redis: Redis, prefix: string, windowMs: number): Store {
  return {
    prefix,
    increment: async (key) => {
      const answer: unknown = await redis.eval(INCREMENT, 1, prefix + key, windowMs);
      const [totalHits, leftMs] = incremented.parse(answer);
      return { totalHits, resetTime: new Date(Date.now() + leftMs) };
    },
    decrement: async (key) => {
      await redis.decr(prefix + key);
    },
    resetKey: async (key) => {
      await redis.del(prefix + key);
    },
  };
}

function callerKey(req: Request, res: Response): string {
  const caller = callerOf(res);
  if (!caller) return hash(addressOf(req));
  return caller.kind === 'user' ? caller.userId : caller.apiKeyId;
}

function addressOf(req: Request): string {
  return ipKeyGenerator(req.ip ?? '');
}

const withEmail = z.object({ email: z.string() });

function emailOf(req: Request): string {
  const parsed = withEmail.safeParse(req.body);
  return parsed.success ? parsed.data.email.trim().toLowerCase() : '';
}

/** Redis holds no addresses and no e-mails. */
function hash(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 24);
}
