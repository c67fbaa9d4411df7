import { provisionOrganization } from '@soul-kg-crm/database';
import { queueMessageToPhone, updateWhatsAppSettings } from '@soul-kg-crm/domain';
import type { JobWorker } from '@soul-kg-crm/queue';
import { newId } from '@soul-kg-crm/shared/ids';
import { waitFor } from '@soul-kg-crm/tooling/test-world';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { WorkerContext } from '../src/context.ts';
import { openSendLane } from '../src/outbound/send-lane.ts';
import { workerContext } from './support/context.ts';
import { ownedChannel } from './support/lease.ts';
import { ScriptedClient } from './support/scripted-client.ts';
import { testWorld, type World } from './support/world.ts';

// Two organisations beside each other in one worker: whatever holds up the one must not be felt by the other.

interface Side {
  client: ScriptedClient;
  lane: JobWorker;
  writes(content: string): Promise<string>;
  statusOf(id: string): Promise<string>;
  limit(messagesPerMinute: number): Promise<unknown>;
}

let world: World;
let stack: AsyncDisposableStack;
let troubled: Side;
let other: Side;

beforeEach(async () => {
  stack = new AsyncDisposableStack();
  world = stack.use(await testWorld());
  const context = workerContext(world, stack);
  troubled = await sideOf(context, world);
  other = await sideOf(context, await neighbour());
  other.lane.resume();
});

afterEach(() => stack.disposeAsync());

/** Another organisation in the same database. */
async function neighbour(): Promise<World> {
  const { database } = world;
  const data = { id: newId(), name: 'Neighbour', email: 'neighbour@example.com' };
  const { id: userId } = await database.system.user.create({ data });
  const { organizationId, channelId } = await database.system.$transaction((tx) =>
    provisionOrganization(tx, { userId, organizationName: 'Neighbour' }),
  );
  return { ...world, scope: database.forOrganization(organizationId), channelId };
}

async function sideOf(context: WorkerContext, { scope, ...rest }: World): Promise<Side> {
  const client = new ScriptedClient();
  const owned = await ownedChannel({ ...rest, scope });
  // A minute passes between any two looks at the clock, so that no pace is in the way.
  let nowMs = Date.UTC(2026, 0, 1, 12);
  const lane = stack.use(
    openSendLane(
      context,
      owned,
      () => client,
      () => (nowMs += 60_000),
    ),
  );
  const to = { to: '+996555400001', sender: 'HUMAN', senderId: null } as const;
  return {
    ...{ client, lane },
    writes: async (content) => (await queueMessageToPhone(scope, { ...to, content })).id,
    statusOf: async (id) => (await scope.db.message.findUniqueOrThrow({ where: { id } })).status,
    limit: (messagesPerMinute) =>
      updateWhatsAppSettings(scope, { patch: { rateLimiting: { messagesPerMinute } }, actorId: null }),
  };
}

async function expectOtherToGoOn(): Promise<void> {
  for (const content of ['раз', 'два', 'три']) {
    const id = await other.writes(content);
    await waitFor(async () => (await other.statusOf(id)) === 'SENT', { what: `“${content}” is sent` });
  }
}

test('an organisation at its limit delays no other', async () => {
  await troubled.limit(1);
  troubled.lane.resume();
  const ids = [];
  for (let n = 0; n < 20; n += 1) ids.push(await troubled.writes(String(n)));
  await waitFor(() => troubled.client.arrived.length === 1);
  await expectOtherToGoOn();
  expect(await troubled.statusOf(ids.at(-1) ?? '')).toBe('PENDING');
  expect(troubled.client.arrived).toHaveLength(1);
});

test('an organisation that pauses delays no other', async () => {
  const id = await troubled.writes('ждёт');
  await expectOtherToGoOn();
  expect(await troubled.statusOf(id)).toBe('PENDING');
  troubled.lane.resume();
  await waitFor(async () => (await troubled.statusOf(id)) === 'SENT');
});

test('an organisation whose session is broken delays no other', async () => {
  const answer = Promise.withResolvers<never>();
  troubled.client.send = () => answer.promise;
  troubled.lane.resume();
  const id = await troubled.writes('в пустоту');
  await waitFor(async () => (await troubled.statusOf(id)) === 'SENDING');
  await expectOtherToGoOn();
  expect(await troubled.statusOf(id)).toBe('SENDING');
  answer.reject(new Error('the page is gone'));
  await waitFor(async () => (await troubled.statusOf(id)) === 'UNCONFIRMED');
});
