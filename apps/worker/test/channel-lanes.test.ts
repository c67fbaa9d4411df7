import { queueMessageToPhone } from '@soul-kg-crm/domain';
import { sendQueueName } from '@soul-kg-crm/queue';
import { newId } from '@soul-kg-crm/shared/ids';
import { waitFor } from '@soul-kg-crm/tooling/test-world';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { WorkerContext } from '../src/context.ts';
import { sweepChannel } from '../src/outbound/sweep-channel.ts';
import { ChannelLanes } from '../src/sessions/channel-lanes.ts';
import { workerContext } from './support/context.ts';
import { ownedChannel } from './support/lease.ts';
import { statusOfMessage, writeToClient } from './support/one-client.ts';
import { ScriptedClient } from './support/scripted-client.ts';
import { testWorld, type World } from './support/world.ts';

let world: World;
let context: WorkerContext;
const stack = new AsyncDisposableStack();

beforeAll(async () => {
  world = stack.use(await testWorld());
  context = workerContext(world, stack, { isUnlimited: true });
});

afterAll(() => stack.disposeAsync());

test('a late report of an earlier lease leaves no lane behind that can claim nothing', async () => {
  const client = Object.assign(new ScriptedClient(), { downloadMedia: async () => null });
  await using lanes = new ChannelLanes(context, () => client as never);
  const before = await ownedChannel(world);
  lanes.open(before);
  await lanes.close(before.channelId);
  lanes.open(before);
  lanes.pause(before.channelId);

  const { channelId } = before;
  await world.database.system.channelLease.update({ where: { channelId }, data: { expiresAt: new Date(0) } });
  const now = await ownedChannel(world);
  expect(now.leaseGeneration).toBe(before.leaseGeneration + 1n);
  lanes.open(now);
  const to = {
    to: '+996555400001',
    content: 'after the take-over',
    sender: 'HUMAN',
    senderId: null,
  } as const;
  const { id } = await queueMessageToPhone(world.scope, to);
  const statusOf = async () => (await world.scope.db.message.findUniqueOrThrow({ where: { id } })).status;
  await waitFor(async () => (await statusOf()) === 'SENT');
});

test('a worker whose leases are not fresh leaves the jobs to whoever runs the channel', async () => {
  let client: ScriptedClient | null = new ScriptedClient();
  await using lanes = new ChannelLanes(context, () => client as never);
  const { channelId } = world;
  await world.database.system.channelLease.deleteMany({ where: { channelId } });
  const owned = await ownedChannel(world);
  lanes.open(owned);
  const before = await writeToClient(world, 'before');
  await waitFor(async () => (await statusOfMessage(world, before)) === 'SENT');
  const known = client;
  client = null;
  lanes.heedLeases();
  const ids = [await writeToClient(world, 'meanwhile 1'), await writeToClient(world, 'meanwhile 2')];
  await waitFor(async () => (await context.queues.counts(sendQueueName(channelId))).waiting === 2);
  client = known;
  lanes.heedLeases();
  for (const id of ids) await waitFor(async () => (await statusOfMessage(world, id)) === 'SENT');
  expect(known.arrived.map(({ content }) => content)).toEqual(['before', 'meanwhile 1', 'meanwhile 2']);
});

test('after a loss of Redis, an answer is found behind any number of bulk messages', async () => {
  const [channelId = ''] = await world.addChannels(1);
  const { id: conversationId } = await world.scope.db.conversation.findFirstOrThrow();
  const base = { channelId, conversationId, direction: 'OUTGOING', sender: 'HUMAN' } as const;
  const bulk = Array.from({ length: 1_001 }, () => ({ ...base, id: newId(), priority: 1 }));
  await world.scope.db.message.createMany({ data: bulk });
  const answer = await world.scope.db.message.create({ data: { ...base, id: newId(), priority: 10 } });
  await sweepChannel(context, { organizationId: world.scope.organizationId, channelId }, 0);
  const [first] = await context.queues.handle(sendQueueName(channelId)).getPrioritized(0, 0);
  expect(first?.data).toMatchObject({ messageId: answer.id });
});
