import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createMetrics } from '../src/runtime/metrics.ts';
import { SessionMemory } from '../src/sessions/session-memory.ts';
import { ownedChannel } from './support/lease.ts';
import { testWorld, type World } from './support/world.ts';

let world: World;

beforeAll(async () => {
  world = await testWorld();
});

afterAll(() => world?.[Symbol.asyncDispose]());

test('what a session takes is shown; one that is too large is restarted, but only when it is quiet', async () => {
  const owned = await ownedChannel(world);
  const channel = { ...owned, isDefault: true, isFirst: true };
  const restarted: string[] = [];
  let quietMs = 0;
  let browserMb = 100;
  const metrics = createMetrics();
  const memory = new SessionMemory({
    manager: {
      running: () => [channel],
      client: () => ({ memoryMb: async () => browserMb }),
      restart: (_channelId, reason) => void restarted.push(reason),
    },
    database: world.database,
    metrics,
    log: pino({ level: 'silent' }),
    limitMb: 10_000,
    quietMs: () => quietMs,
  });
  await memory.measure();
  const { memoryMb } = await world.scope.db.whatsAppSession.findFirstOrThrow();
  expect(memoryMb).toBeGreaterThan(100);
  expect(await metrics.registry.metrics()).toContain(
    `soul_session_memory_mb{channel="${world.channelId}"} ${memoryMb}`,
  );

  browserMb = 20_000;
  await memory.measure();
  expect(restarted).toEqual([]);
  quietMs = 120_000;
  await memory.measure();
  expect(restarted).toEqual(['MEMORY_LIMIT']);
});
