import { testRedis } from '@soul-kg-crm/tooling/test-world';
import type { Redis } from 'ioredis';
import { connectRedis } from '../../src/index.ts';

export interface ConnectedRedis extends AsyncDisposable {
  redis: Redis;
  /** Of this test file alone. */
  prefix: string;
}

/** A connection to the Redis of the tests, as the product's processes have it. */
export async function connectedRedis(): Promise<ConnectedRedis> {
  const server = await testRedis();
  const redis = connectRedis({ url: server.url, onError: () => {} });
  return {
    redis,
    prefix: server.prefix,
    [Symbol.asyncDispose]: async () => {
      redis.disconnect();
      await server[Symbol.asyncDispose]();
    },
  };
}
