import {
  cancelBroadcast,
  createBroadcast,
  getBroadcast,
  getMessage,
  pauseBroadcast,
  queueMessageToPhone,
  resumeBroadcast,
  updateWhatsAppSettings,
} from '@soul-kg-crm/domain';
import { BROADCAST_QUEUE, type JobWorker } from '@soul-kg-crm/queue';
import { newId } from '@soul-kg-crm/shared/ids';
import { waitFor } from '@soul-kg-crm/tooling/test-world';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startBroadcastDispatcher } from '../src/broadcasts/dispatcher.ts';
import { startBroadcastSweep } from '../src/broadcasts/sweep-broadcasts.ts';
import type { WorkerContext } from '../src/context.ts';
import { openSendLane } from '../src/outbound/send-lane.ts';
import { workerContext } from './support/context.ts';
import { ownedChannel } from './support/lease.ts';
import { ScriptedClient } from './support/scripted-client.ts';
import { startWorkerProcess } from './support/worker-process.ts';
import { testWorld, type World } from './support/world.ts';

const SWEEP_MS = 50;

let world: World;
let stack: AsyncDisposableStack;
let context: WorkerContext;
let client: ScriptedClient;
let lane: JobWorker;

beforeEach(async () => {
  world = await testWorld();
  const patch = { safety: { enableMassSending: true } };
  await updateWhatsAppSettings(world.scope, { patch, actorId: null });
  stack = new AsyncDisposableStack();
  context = workerContext(world, stack, { isUnlimited: true });
  client = new ScriptedClient();
  lane = stack.use(openSendLane(context, await ownedChannel(world), () => client));
});

afterEach(async () => {
  await stack?.disposeAsync();
  await world?.[Symbol.asyncDispose]();
});

/** A worker's share of broadcasts, with a connection of its own to the queue. */
function startDispatching(): AsyncDisposableStack {
  const redis = context.redis.duplicate();
  const dispatching = new AsyncDisposableStack();
  dispatching.defer(() => redis.disconnect());
  dispatching.use(startBroadcastDispatcher({ ...context, redis }));
  dispatching.use(startBroadcastSweep(context, SWEEP_MS));
  return dispatching;
}

async function createFor(count: number): Promise<string> {
  const clients = Array.from({ length: count }, (_, n) => ({
    ...{ id: newId(), name: `Клиент ${n}`, phone: `+99655550${String(n).padStart(4, '0')}` },
  }));
  await world.scope.db.client.createMany({ data: clients });
  await world.scope.db.clientIdentity.createMany({
    data: clients.map(({ id: clientId, phone: value }) => ({ clientId, kind: 'PHONE' as const, value })),
  });
  const audience = { filter: {} };
  return createBroadcast(world.scope, { content: 'Скидки', audience, actorId: null, isConfirmed: true });
}

const stateOf = (id: string) => getBroadcast(world.scope, id);
const isCompleted = async (id: string) => (await stateOf(id)).status === 'COMPLETED';
const reached = () => client.arrived.map(({ chatId }) => chatId);
const command = (broadcastId: string) => ({ broadcastId, actorId: null });

test('everybody gets it once; who is not on WhatsApp is told with the reason and stops nobody', async () => {
  client.troubles.push('refused');
  stack.use(startDispatching());
  const id = await createFor(12);
  lane.resume();
  await waitFor(() => isCompleted(id));
  expect((await stateOf(id)).counts).toMatchObject({ total: 12, sent: 11, failed: 1, left: 0 });
  expect(new Set(reached()).size).toBe(11);
  expect(reached()).toHaveLength(11);
});

test('paused in the middle it rests, and goes on after the last one it reached', async () => {
  stack.use(startDispatching());
  const id = await createFor(20);
  lane.resume();
  await waitFor(() => client.arrived.length >= 3);
  await pauseBroadcast(world.scope, command(id));
  await waitFor(async () => (await world.scope.db.message.count({ where: { status: 'SENDING' } })) === 0);
  const { counts } = await stateOf(id);
  expect(counts.sent + counts.left).toBe(20);
  expect(await world.scope.db.message.count({ where: { status: 'PENDING' } })).toBe(0);
  await resumeBroadcast(world.scope, command(id));
  await waitFor(() => isCompleted(id));
  expect(reached()).toHaveLength(20);
  expect(new Set(reached()).size).toBe(20);
});

test('what is cancelled is not sent any more, also where it stood in the lane', async () => {
  stack.use(startDispatching());
  const id = await createFor(8);
  await waitFor(async () => (await world.scope.db.message.count()) === 5);
  await cancelBroadcast(world.scope, command(id));
  lane.resume();
  const { id: later } = await queueMessageToPhone(world.scope, {
    ...{ to: '+996700000001', content: 'позже', sender: 'HUMAN', senderId: null, priority: 1 },
  });
  await waitFor(async () => (await getMessage(world.scope, later)).status === 'SENT');
  expect(client.arrived.map(({ content }) => content)).toEqual(['позже']);
  expect((await stateOf(id)).counts).toMatchObject({ cancelled: 8, sent: 0 });
});

test('dispatchers come and go and work side by side: nobody is left out, nobody gets it twice', async () => {
  let first = startDispatching();
  stack.use(startDispatching());
  const id = await createFor(40);
  lane.resume();
  for (const count of [5, 15, 25]) {
    await waitFor(() => client.arrived.length >= count);
    await first.disposeAsync();
    first = startDispatching();
  }
  stack.use(first);
  await waitFor(() => isCompleted(id));
  expect(reached()).toHaveLength(40);
  expect(new Set(reached()).size).toBe(40);
});

test('a worker that is killed again and again while it makes messages leaves nobody out and doubles nobody', async () => {
  const start = () =>
    stack.use(startWorkerProcess({ ...world.variables, WORKER_ROLES: 'processors', LOG_LEVEL: 'silent' }));
  const id = await createFor(30);
  lane.resume();
  for (const count of [4, 11, 18]) {
    const worker = start();
    await waitFor(() => client.arrived.length >= count);
    await worker.kill();
    expect((await stateOf(id)).counts.left, 'it was killed in the middle').toBeGreaterThan(0);
  }
  start();
  await waitFor(() => isCompleted(id));
  expect(reached()).toHaveLength(30);
  expect(new Set(reached()).size).toBe(30);
});

test('a broadcast whose job Redis has lost goes on by itself', async () => {
  const id = await createFor(3);
  lane.resume();
  await waitFor(async () => (await world.scope.db.outboxEvent.count({ where: { publishedAt: null } })) === 0);
  const keys = await context.redis.keys(`${world.prefix}:${BROADCAST_QUEUE}:*`);
  await context.redis.del(keys);
  stack.use(startDispatching());
  await waitFor(() => isCompleted(id));
  expect(reached()).toHaveLength(3);
});
