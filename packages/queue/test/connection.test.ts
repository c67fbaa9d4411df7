import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { killableRedis } from '@soul-kg-crm/tooling/test-world';
import { expect, test } from 'vitest';
import { connectRedis, whenRedisReady } from '../src/index.ts';

test('a Redis that takes no writes any more is connected to anew: another one may have its address by now', async () => {
  await using stack = new AsyncDisposableStack();
  const folder = await mkdtemp(path.join(tmpdir(), 'replica-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const { url } = stack.use(await killableRedis(folder));
  const redis = connectRedis({ url, onError: () => {} });
  stack.defer(() => redis.disconnect());
  await whenRedisReady(redis);
  await redis.set('key', 'before');
  await redis.replicaof('127.0.0.1', '1');
  const connectsAnew = once(redis, 'reconnecting');
  await expect(redis.eval("return redis.call('SET', 'key', 'meanwhile')", 0)).rejects.toThrow('READONLY');
  await connectsAnew;
  await redis.replicaof('NO', 'ONE');
  expect(await redis.set('key', 'afterwards')).toBe('OK');
}, 30_000);
