import { Redis } from 'ioredis';

export interface RedisOptions {
  url: string;
  /** Told of a loss of the connection, once until it is back; it comes back by itself. */
  onError: (error: Error) => void;
  onBack?: () => void;
  /**
   * true: a command fails at once while Redis is away, for those who can try again later. false (the default, and what
   * BullMQ's workers need): commands wait for Redis.
   */
  failsFast?: boolean;
}

/**
 * A connection of which an answer is owed, and on which nothing comes for so long, leads nowhere any more: a firewall forgot
 * it, or the machine at its other end is another one by now. Longer than BullMQ lets Redis wait for a job (10 s).
 */
const SILENT_MS = 15_000;

/** A connection that never throws by itself and reconnects for ever. */
export function connectRedis({ url, onError, onBack, failsFast = false }: RedisOptions): Redis {
  const redis = new Redis(url, {
    maxRetriesPerRequest: failsFast ? 1 : null,
    enableOfflineQueue: !failsFast,
    ...(failsFast && { commandTimeout: 5_000 }),
    socketTimeout: SILENT_MS,
    // After a fail-over the address stands for another server, while this connection is still the old one's, which takes no
    // writes any more.
    reconnectOnError: ({ message }) => message.includes('READONLY'),
    retryStrategy: (attempt) => Math.min(attempt * 100, 2_000),
  });
  let isAway = false;
  redis.on('error', (error) => {
    // It tries again several times a second; once tells as much as a thousand times.
    if (!isAway) onError(error);
    isAway = true;
  });
  redis.on('ready', () => {
    if (isAway) onBack?.();
    isAway = false;
  });
  return redis;
}

/** Waits for the connection; for those that fail fast, before the first command. */
export async function whenRedisReady(redis: Redis, timeoutMs = 10_000): Promise<void> {
  if (redis.status === 'ready') return;
  await new Promise<void>((resolve, reject) => {
    const ready = () => {
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(() => {
      redis.off('ready', ready);
      reject(new RedisAwayError());
    }, timeoutMs);
    redis.once('ready', ready);
  });
}

/** Redis does not answer. */
export class RedisAwayError extends Error {
  constructor() {
    super('Redis does not answer. Is it running, and is REDIS_URL right?');
    this.name = 'RedisAwayError';
  }
}

/** What the system and ioredis say of a connection that is lost, or is not made. */
const LOST =
  /\b(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)\b|^(Connection is closed|Socket timeout)/;

/** Whether the error says no more than that Redis is not reached now. */
export function isConnectionLost(error: Error): boolean {
  // An address with several forms (localhost) fails with an error that has a code and no text.
  return LOST.test('code' in error ? `${error.code}` : '') || LOST.test(error.message);
}
