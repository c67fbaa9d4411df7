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
    const picture = { mimeType: 'image/jpeg', data: JPEG };
    return { phone: null, lid: null, name: `~Person ${asked.length} 🌸`, picture };
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

test('who writes by a privacy id that WhatsApp alone can resolve is asked for by a look-up, and joined with who they are', async () => {
  const [digits, lid] = ['996555610000', '88800000000001@lid'];
  const phone = `+${digits}`;
  await writes(digits);
  const hidden = customerMessage(digits, 'по lid');
  const contact = { phone: null, lid, name: null };
  await arrives(world, { ...hidden, message: { ...hidden.message, chatId: lid, contact } });
  expect(await world.scope.db.client.count()).toBe(2);
  const { id: hiddenId } = await world.scope.db.client.findFirstOrThrow({ where: { phone: null } });
  const lookUp = async (): Promise<PersonProfile> => ({ phone, lid, name: 'Айгүл', picture: null });
  const lane = openLookUpLane(context, channel(), () => ({ lookUp }), patient());
  stack.use(lane);
  lane.resume();
  const client = await waitFor(async () => {
    const clients = await world.scope.db.client.findMany({ include: { identities: true } });
    return clients.length === 1 && clients[0]?.name === 'Айгүл' ? clients[0] : null;
  });
  expect(client.phone).toBe(phone);
  expect(client.identities.map(({ value }) => value).sort()).toEqual([phone, lid]);
  const conversations = await world.scope.db.conversation.findMany({ include: { messages: true } });
  expect(conversations).toMatchObject([{ messages: [expect.anything(), expect.anything()], unreadCount: 2 }]);
  const told = await world.scope.db.outboxEvent.findMany({ where: { name: 'client.updated' } });
  expect(told.map(({ payload }) => payload)).toContainEqual(expect.objectContaining({ clientId: hiddenId }));
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
