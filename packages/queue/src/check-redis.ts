import type { Redis } from 'ioredis';

/** A Redis that could throw our jobs away. */
export class RedisUnsuitableError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'RedisUnsuitableError';
  }
}

/**
 * Refuses a Redis that evicts keys when its memory is full: a queue's keys would vanish in silence. Gives sentences about
 * what is only risky, such as no append-only file (jobs of the last seconds are then announced again from the database).
 */
export async function checkRedis(redis: Pick<Redis, 'info'>): Promise<{ warnings: string[] }> {
  // INFO rather than CONFIG, which hosted Redis servers often forbid.
  const policy = field(await redis.info('memory'), 'maxmemory_policy');
  if (policy !== undefined && policy !== 'noeviction') {
    throw new RedisUnsuitableError(
      `Redis runs with maxmemory-policy ${policy} and may delete queued jobs. Set it to noeviction.`,
    );
  }
  const aof = field(await redis.info('persistence'), 'aof_enabled');
  return {
    warnings:
      aof === '0'
        ? ['Redis keeps no append-only file: set appendonly yes, or a restart empties the queues.']
        : [],
  };
}

function field(info: string, name: string): string | undefined {
  return new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(info)?.[1];
}
