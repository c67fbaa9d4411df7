import { randomBytes } from 'node:crypto';
import { Redis } from 'ioredis';
import { testServices } from './test-services.ts';

export interface TestRedis extends AsyncDisposable {
  url: string;
  /** In front of every key of this test, so that test files do not see each other's. */
  prefix: string;
}

/** The tests' Redis with a prefix of its own; what was written below the prefix is deleted when disposed of. */
export async function testRedis(): Promise<TestRedis> {
  const { redisUrl: url } = await testServices();
  const prefix = `test-${randomBytes(6).toString('hex')}`;
  return { url, prefix, [Symbol.asyncDispose]: () => deleteKeys(url, prefix) };
}

async function deleteKeys(url: string, prefix: string): Promise<void> {
  const redis = new Redis(url);
  try {
    for await (const keys of redis.scanStream({ match: `${prefix}*`, count: 500 })) {
      if (keys.length > 0) await redis.unlink(...keys);
    }
  } finally {
    await redis.quit();
  }
}
