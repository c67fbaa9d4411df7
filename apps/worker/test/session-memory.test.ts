import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OwnedChannel } from '../src/inbound/intake.ts';
import { createMetrics } from '../src/runtime/metrics.ts';
import { SessionMemory } from '../src/sessions/session-memory.ts';
import { ownedChannel } from './support/lease.ts';
import { testWorld, type World } from './support/world.ts';

let world: World;
let owned: OwnedChannel;

beforeAll(async () => {
  world = await testWorld();
  owned = await ownedChannel(world);
});

afterAll(() => world?.[Symbol.asyncDispose]());

const MINUTE_MS = 60_000;

/** A session whose browser is as large as the test says, measured when it says. */
function measuredSession(limitMb: number) {
  const channel = { ...owned, isDefault: true, isFirst: true };
  const seen = { browserMb: 100, quietMs: 2 * MINUTE_MS, nowMs: 0, restarts: 0, warnings: [] as string[] };
  const newClient = () => ({ memoryMb: async () => seen.browserMb });
  let client = newClient();
  const metrics = createMetrics();
  const log = pino(
    { level: 'warn' },
    { write: (line: string) => void seen.warnings.push(JSON.parse(line).msg) },
  );
  const memory = new SessionMemory({
    manager: {
      running: () => [channel],
      client: () => client,
      restart: (_channelId, reason) => {
        expect(reason).toBe('MEMORY_LIMIT');
        seen.restarts += 1;
        client = newClient();
      },
    },
    ...{ database: world.database, metrics, log, limitMb },
    quietMs: () => seen.quietMs,
    now: () => seen.nowMs,
  });
  const measure = async (browserMb: number, afterMs = MINUTE_MS) => {
    Object.assign(seen, { browserMb, nowMs: seen.nowMs + afterMs });
    await memory.measure();
  };
  return { seen, metrics, measure };
}

test('what a session takes is shown; one that has grown too large is restarted, but only when it is quiet', async () => {
  const { seen, metrics, measure } = measuredSession(10_000);
  await measure(100);
  const { memoryMb } = await world.scope.db.whatsAppSession.findFirstOrThrow();
  expect(memoryMb).toBeGreaterThan(100);
  expect(await metrics.registry.metrics()).toContain(
    `soul_session_memory_mb{channel="${world.channelId}"} ${memoryMb}`,
  );
  await measure(8_000);
  seen.quietMs = 0;
  await measure(20_000, 60 * MINUTE_MS);
  expect(seen.restarts).toBe(0);
  seen.quietMs = 2 * MINUTE_MS;
  await measure(20_000);
  expect(seen.restarts).toBe(1);
});

test('a page that needs more than the limit from the beginning is not restarted for it, and warned of once', async () => {
  const { seen, measure } = measuredSession(500);
  for (let minute = 0; minute < 180; minute++) await measure(600 + (minute % 5));
  expect(seen.restarts).toBe(0);
  expect(seen.warnings).toEqual(['session.needs_more_memory']);
  await measure(1_000);
  expect(seen.restarts).toBe(1);
});

test('a session is restarted for its memory once an hour at the most', async () => {
  const { seen, measure } = measuredSession(500);
  let age = 0;
  for (let minute = 0; minute < 120; minute++) {
    const before = seen.restarts;
    // Settles at 400 MB, and has grown after a quarter of an hour.
    await measure(age < 15 ? 400 : 900);
    age = seen.restarts > before ? 0 : age + 1;
  }
  expect(seen.restarts).toBe(2);
});
