import { takeLookUp } from '@soul-kg-crm/queue';
import { waitFor } from '@soul-kg-crm/tooling/test-world';
import type { PersonProfile } from '@soul-kg-crm/whatsapp';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { WorkerContext } from '../src/context.ts';
import { openLookUpLane } from '../src/inbound/look-up-lane.ts';
import { lookUpTurns } from '../src/inbound/look-up-turns.ts';
import { workerContext } from './support/context.ts';
import { arrives, customerMessage, testWorld, type World } from './support/world.ts';

const JPEG = Buffer.from('ffd8ffe000104a464946', 'hex');

let world: World;
let stack: AsyncDisposableStack;
let context: WorkerContext;

beforeEach(async () => {
  stack = new AsyncDisposableStack();
  world = stack.use(await testWorld());
  context = workerContext(world, stack);
});

afterEach(() => stack.disposeAsync());

const channel = () => ({ organizationId: world.scope.organizationId, channelId: world.channelId });

const writes = (digits: string) => arrives(world, customerMessage(digits, 'x'));

/** A clock on which hours pass between any two looks, so that only Redis makes anything wait. */
function patient() {
  let nowMs = 0;
  return { now: () => (nowMs += 3_600_000), random: () => 0 };
}

test('who wrote gets a name and a picture, five a minute; a fault costs the others nothing', async () => {
  const asked: string[] = [];
  const lookUp = async (chatId: string): Promise<PersonProfile> => {
    asked.push(chatId);
    if (asked.length === 1) throw new Error('the page is loading');
    return { name: `~Person ${asked.length} 🌸`, picture: { mimeType: 'image/jpeg', data: JPEG } };
  };
  const lane = openLookUpLane(context, channel(), () => ({ lookUp }), patient());
  stack.use(lane);
  for (let n = 0; n < 7; n += 1) await writes(`99655560000${n}`);
  expect(asked).toEqual([]);
  lane.resume();
  const withPicture = () => world.scope.db.client.findMany({ where: { avatarUrl: { not: null } } });
  const known = await waitFor(async () => {
    const found = await withPicture();
    return found.length === 4 ? found : null;
  });
  expect(asked).toHaveLength(5);
  expect(new Set(asked).size).toBe(5);
  expect(known.map(({ name }) => name)).toContain('Person 2');
  const media = await world.scope.db.mediaFile.findFirstOrThrow();
  expect(await context.storage.read(media.storageKey ?? '')).toEqual(JPEG);
  expect(await takeLookUp(context, world.scope.organizationId)).toBeGreaterThan(0);
});

const clock = { ms: 1_000_000 };

/** Turns of one more number on a clock that the test moves, and on a chance that it gives. */
function turnsWith(random: number) {
  const now = () => clock.ms;
  return lookUpTurns(context, world.scope.organizationId, { now, random: () => random, redisNow: now });
}

test('nobody is looked up before 2 to 5 s have passed', async () => {
  for (const [random, afterMs] of [
    [0, 2_000],
    [0.5, 3_500],
    [1, 5_000],
  ] as const) {
    clock.ms += 600_000;
    const { take } = turnsWith(random);
    await expect(take('a')).rejects.toMatchObject({ waitMs: afterMs });
    clock.ms += afterMs - 1;
    await expect(take('a')).rejects.toMatchObject({ waitMs: 1 });
    clock.ms += 1;
    await take('a');
  }
});

test('0.5 to 2 s lie between two look-ups', async () => {
  for (const [random, betweenMs] of [
    [0, 500],
    [0.5, 1_250],
    [1, 2_000],
  ] as const) {
    clock.ms += 600_000;
    // Of two numbers of one organisation, so that both have waited since the message came.
    const [one, other] = [turnsWith(random), turnsWith(random)];
    await expect(one.take('a')).rejects.toMatchObject({ name: 'WaitError' });
    await expect(other.take('b')).rejects.toMatchObject({ name: 'WaitError' });
    clock.ms += 5_000;
    await one.take('a');
    await expect(other.take('b')).rejects.toMatchObject({ waitMs: betweenMs });
    clock.ms += betweenMs - 1;
    await expect(other.take('b')).rejects.toMatchObject({ waitMs: 1 });
    clock.ms += 1;
    await other.take('b');
  }
});
