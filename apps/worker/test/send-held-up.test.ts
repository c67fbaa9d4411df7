import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { Prisma } from '@soul-kg-crm/database';
import { queueMessage, registerUpload } from '@soul-kg-crm/domain';
import { type JobWorker, sendQueueName } from '@soul-kg-crm/queue';
import { waitFor } from '@soul-kg-crm/tooling/test-world';
import { SendError } from '@soul-kg-crm/whatsapp/client';
import { type Lease, LeaseStore } from '@soul-kg-crm/whatsapp/leases';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { WorkerContext } from '../src/context.ts';
import { openSendLane } from '../src/outbound/send-lane.ts';
import { workerContext } from './support/context.ts';
import { ownedChannel } from './support/lease.ts';
import { statusOfMessage, writeToClient } from './support/one-client.ts';
import { ScriptedClient } from './support/scripted-client.ts';
import { testWorld, type World } from './support/world.ts';

// What did not leave, through no fault of its own.

let world: World;
let stack: AsyncDisposableStack;
let context: WorkerContext;
let client: ScriptedClient | null;
let lane: JobWorker;

beforeEach(async () => {
  stack = new AsyncDisposableStack();
  world = stack.use(await testWorld());
  context = workerContext(world, stack, { isUnlimited: true });
  client = new ScriptedClient();
  lane = stack.use(openSendLane(context, await ownedChannel(world), () => client));
  lane.resume();
});

afterEach(() => stack.disposeAsync());

const write = (content: string) => writeToClient(world, content);
const statusOf = (id: string) => statusOfMessage(world, id);
const contents = () => client?.arrived.map((command) => command.content);

test('what was in hand when the channel went away leaves before what was written after it', async () => {
  lane.pause();
  client?.troubles.push('away');
  const ids: string[] = [];
  for (const content of ['первое', 'второе', 'третье']) ids.push(await write(content));
  lane.resume();
  await waitFor(async () => (await statusOf(ids[2] ?? '')) === 'SENT');
  expect(contents()).toEqual(['первое', 'второе', 'третье']);
});

test('a message that ends the page each time keeps its place once, and then lets the others pass', async () => {
  lane.pause();
  const ending = new ScriptedClient();
  const send = ending.send.bind(ending);
  const tried: string[] = [];
  ending.send = async (command) => {
    tried.push(command.content);
    if (command.content === 'первое') throw new SendError('unknown', 'PAGE_GONE');
    return send(command);
  };
  client = ending;
  const ids: string[] = [];
  for (const content of ['первое', 'второе']) ids.push(await write(content));
  lane.resume();
  await waitFor(async () => (await statusOf(ids[1] ?? '')) === 'SENT');
  expect(tried.slice(0, 3)).toEqual(['первое', 'первое', 'второе']);
});

/** The lane has taken a message, and has put it back. */
const standsStill = () =>
  waitFor(
    async () => (await context.queues.handle(sendQueueName(world.channelId)).getRateLimitTtl(1_000)) > 0,
    { intervalMs: 5 },
  );

test('while nobody may use the channel, messages wait in their order, without a sweep', async () => {
  const gone = client;
  client = null;
  const ids: string[] = [];
  for (const content of ['один', 'два', 'три']) ids.push(await write(content));
  await standsStill();
  client = gone;
  await waitFor(async () => (await statusOf(ids[2] ?? '')) === 'SENT');
  expect(contents()).toEqual(['один', 'два', 'три']);
});

test('a message that somebody holds for long is sent afterwards, and does not cost its number the lease meanwhile', async () => {
  lane.pause();
  const id = await write('скоро');
  const { workerId } = await world.database.system.channelLease.findFirstOrThrow();
  // A beat tries for a twentieth of it, and a claim waits longer.
  const leases = new LeaseStore(world.database.system, 5_000);
  const held: Lease[] = [{ channelId: world.channelId, generation: 1n }];
  const beat = { workerId: workerId ?? '', name: 'test', capacity: 1, isStopping: false };
  const isRenewed = async () => (await leases.beat(beat, held))[0]?.isRenewed === true;
  const locks = Prisma.sql`SELECT FROM messages WHERE id = ${id}::uuid FOR UPDATE`;
  await world.database.system.$transaction(
    async (tx) => {
      await tx.$executeRaw(locks);
      lane.resume();
      const becomes = async (expected: boolean) => {
        // Who stands still in a transaction for long loses it.
        await tx.$executeRaw`SELECT`;
        return (await isRenewed()) === expected;
      };
      await waitFor(() => becomes(false), { what: 'a claim that waits with its lease' });
      await waitFor(() => becomes(true), { what: 'a lease that is renewed' });
    },
    { timeout: 60_000 },
  );
  await waitFor(async () => (await statusOf(id)) === 'SENT');
  expect(contents()).toEqual(['скоро']);
  expect(await world.scope.db.message.findUniqueOrThrow({ where: { id } })).toMatchObject({ attempts: 1 });
});

test('a file that cannot be read is no message that may have left: it is tried three times, then it failed', async () => {
  await write('скоро');
  const { id: conversationId } = await world.scope.db.conversation.findFirstOrThrow();
  const { id: mediaId, storageKey } = await registerUpload(world.scope, context.storage, {
    ...{
      fileName: 'прайс.pdf',
      mimeType: 'application/pdf',
      content: Buffer.from('%PDF-1'),
      uploadedById: null,
    },
  });
  const key = storageKey ?? '';
  await context.storage.delete(key);
  // A folder in its place is what the system refuses to read.
  await mkdir(path.join(world.env().MEDIA_DIR, key.slice(0, 2), key.slice(2, 4), key));
  const { id } = await queueMessage(world.scope, {
    ...{ conversationId, content: '', mediaId, sender: 'HUMAN', senderId: null },
  });
  await waitFor(async () => (await statusOf(id)) === 'FAILED');
  expect(await world.scope.db.message.findUniqueOrThrow({ where: { id } })).toMatchObject({
    ...{ errorCode: 'MEDIA_UNREADABLE', attempts: 3 },
  });
  expect(client?.looks).toBe(0);
});
