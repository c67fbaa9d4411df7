import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { takeLookUp } from '../src/index.ts';
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

test('look-ups are limited to five in any minute of an organisation, whoever asks at once', async () => {
  const clock = { ms: Date.UTC(2026, 0, 1) };
  const options = { redis, prefix: server.prefix, nowMs: () => clock.ms };
  const organizationId = randomUUID();
  const asked = await Promise.all(Array.from({ length: 20 }, () => takeLookUp(options, organizationId)));
  expect(asked.filter((waitMs) => waitMs === 0)).toHaveLength(5);
  expect(Math.max(...asked)).toBe(60_001);
  expect(await takeLookUp(options, randomUUID())).toBe(0);
  clock.ms += 60_000;
  expect(await takeLookUp(options, organizationId)).toBe(1);
  clock.ms += 1;
  expect(await takeLookUp(options, organizationId)).toBe(0);
});

test('a clock that is set back lets people be looked up a minute later', async () => {
  const clock = { ms: Date.UTC(2026, 0, 1) + 6 * 3_600_000 };
  const options = { redis, prefix: server.prefix, nowMs: () => clock.ms };
  const organizationId = randomUUID();
  for (let n = 0; n < 5; n += 1) await takeLookUp(options, organizationId);
  clock.ms -= 6 * 3_600_000;
  expect(await takeLookUp(options, organizationId, 2_000)).toBe(60_001);
  clock.ms += 60_001;
  expect(await takeLookUp(options, organizationId, 2_000)).toBe(0);
});

test('look-ups are counted in Redis by the minute', async () => {
  const organizationId = randomUUID();
  for (let n = 0; n < 3; n += 1) await takeLookUp({ redis, prefix: server.prefix }, organizationId);
  const key = `${server.prefix}:whatsapp:api-limits:{${organizationId}}:minute`;
  expect(await redis.zcard(key)).toBe(3);
});
