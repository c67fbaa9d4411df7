import {
  claimMessage,
  queueMessage,
  queueMessageToPhone,
  recordSessionFacts,
  registerUpload,
  sessionOf,
  updateWhatsAppSettings,
} from '@soul-kg-crm/domain';
import type { JobWorker } from '@soul-kg-crm/queue';
import { waitFor } from '@soul-kg-crm/tooling/test-world';
import { SendError } from '@soul-kg-crm/whatsapp/client';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { WorkerContext } from '../src/context.ts';
import type { OwnedChannel } from '../src/inbound/intake.ts';
import { openSendLane } from '../src/outbound/send-lane.ts';
import { sweepChannel } from '../src/outbound/sweep-channel.ts';
import { workerContext } from './support/context.ts';
import { ownedChannel } from './support/lease.ts';
import { statusOfMessage } from './support/one-client.ts';
import { ScriptedClient } from './support/scripted-client.ts';
import { testWorld, type World } from './support/world.ts';

let world: World;
let stack: AsyncDisposableStack;
let context: WorkerContext;
let client: ScriptedClient | null;
let lane: JobWorker;
let owned: OwnedChannel;
const logged: string[] = [];

beforeAll(async () => {
  world = await testWorld();
  const patch = { rateLimiting: { messagesPerMinute: 20 } };
  await updateWhatsAppSettings(world.scope, { patch, actorId: null });
  stack = new AsyncDisposableStack();
  const log = pino({ level: 'warn' }, { write: (line) => void logged.push(line) });
  context = workerContext(world, stack, { log });
  owned = await ownedChannel(world);
});

beforeEach(() => {
  client = new ScriptedClient();
  lane = openSendLane(context, owned, () => client);
  lane.resume();
});

afterEach(() => lane.close());

afterAll(async () => {
  await stack?.disposeAsync();
  await world?.[Symbol.asyncDispose]();
});

const queue = (content: string) =>
  queueMessageToPhone(world.scope, { to: '+996555400001', content, sender: 'HUMAN', senderId: null });
const statusOf = (id: string) => statusOfMessage(world, id);
const sweep = () => sweepChannel(context, owned, 0);
const contents = () => client?.arrived.map((command) => command.content);

test('messages leave in the order in which they were written', async () => {
  const ids: string[] = [];
  for (const content of ['1', '2', '3', '4', '5']) ids.push((await queue(content)).id);
  await waitFor(async () => (await statusOf(ids[4] ?? '')) === 'SENT');
  expect(contents()).toEqual(['1', '2', '3', '4', '5']);
});

test('what was sent is SENT, with the id under which WhatsApp knows it', async () => {
  const { id } = await queue('как зовут');
  await waitFor(async () => (await statusOf(id)) === 'SENT');
  const message = await world.scope.db.message.findUniqueOrThrow({ where: { id } });
  expect(message.providerMessageId).toBe(`true_996555400001@c.us_${message.sendKey}`);
  expect(message.sentAt).not.toBeNull();
});

test('an answer that was lost is found, and nothing is sent twice', async () => {
  client?.troubles.push('answerLost');
  const { id } = await queue('однажды');
  await waitFor(async () => (await statusOf(id)) === 'UNCONFIRMED');
  await waitFor(async () => (await statusOf(id)) === 'SENT');
  expect(contents()).toEqual(['однажды']);
});

test('while it cannot be told whether a message left, it is not sent again', async () => {
  client?.troubles.push('answerLost', 'blind', 'blind');
  const { id } = await queue('терпение');
  await waitFor(() => client?.troubles.length === 0 && lane.atWork() === 0);
  expect(await statusOf(id)).toBe('UNCONFIRMED');
  await sweep();
  await waitFor(async () => (await statusOf(id)) === 'SENT');
  expect(contents()).toEqual(['терпение']);
});

test('a worker that died after claiming: what did not leave goes out under its first key', async () => {
  lane.pause();
  const { id } = await queue('после падения');
  const claim = await claimMessage(world.scope, id);
  lane.resume();
  await sweep();
  await waitFor(async () => (await statusOf(id)) === 'SENT');
  expect(client?.arrived).toMatchObject([{ sendKey: claim.kind === 'send' && claim.message.sendKey }]);
});

test('what WhatsApp refuses has failed at once and with its reason', async () => {
  client?.troubles.push('refused');
  const { id } = await queue('нет такого');
  await waitFor(async () => (await statusOf(id)) === 'FAILED');
  const message = await world.scope.db.message.findUniqueOrThrow({ where: { id } });
  expect(message).toMatchObject({ errorCode: 'NOT_ON_WHATSAPP', attempts: 1 });
});

test('a channel that goes away in the middle loses nothing and gives nothing up', async () => {
  const tried = Promise.withResolvers<void>();
  if (!client) throw new Error('no client');
  client.send = async () => {
    client = null;
    tried.resolve();
    throw new SendError('notSent', 'NOT_CONNECTED');
  };
  const { id } = await queue('связь');
  await tried.promise;
  await waitFor(async () => (await statusOf(id)) === 'PENDING');
  client = new ScriptedClient();
  await sweep();
  await waitFor(async () => (await statusOf(id)) === 'SENT');
  expect(await world.scope.db.message.findUniqueOrThrow({ where: { id } })).toMatchObject({ attempts: 1 });
});

test('a file goes out with its caption; one that is gone from the storage fails', async () => {
  const upload = (content: string) =>
    registerUpload(world.scope, context.storage, {
      fileName: 'прайс.pdf',
      mimeType: 'application/pdf',
      content: Buffer.from(content),
      uploadedById: null,
    });
  const { conversationId } = await queue('начало');
  const send = (mediaId: string) =>
    queueMessage(world.scope, { conversationId, content: 'цены', mediaId, sender: 'HUMAN', senderId: null });
  const { id } = await send((await upload('%PDF')).id);
  await waitFor(async () => (await statusOf(id)) === 'SENT');
  expect(client?.arrived.at(-1)).toMatchObject({
    content: 'цены',
    media: { kind: 'DOCUMENT', fileName: 'прайс.pdf', data: Buffer.from('%PDF') },
  });
  const lost = await upload('lost');
  await context.storage.delete(lost.storageKey ?? '');
  const failed = await send(lost.id);
  await waitFor(async () => (await statusOf(failed.id)) === 'FAILED');
});

test('while WhatsApp allows nobody new, first messages wait and conversations go on', async () => {
  if (!client) throw new Error('no client');
  client.limits = { isLocked: true, lockedUntilMs: Date.now() + 60_000, quota: null, used: null };
  client.troubles.push('newChatsBlocked');
  const to = (phone: string, content: string) =>
    queueMessageToPhone(world.scope, { to: phone, content, sender: 'HUMAN', senderId: null });
  const first = await to('+996555400777', 'first');
  await waitFor(async () => (await sessionOf(world.scope)).newChatsBlockedUntil !== null);
  const second = await to('+996555400888', 'second');
  const known = await queue('we know each other');
  await waitFor(async () => (await statusOf(known.id)) === 'SENT');
  expect([await statusOf(first.id), await statusOf(second.id)]).toEqual(['PENDING', 'PENDING']);

  await recordSessionFacts(world.scope, world.channelId, {
    newChats: { blockedUntil: null, quota: null, used: null },
  });
  await sweep();
  for (const { id } of [first, second]) await waitFor(async () => (await statusOf(id)) === 'SENT');
  expect(contents()).toEqual(['we know each other', 'first', 'second']);
});

test('a first message that WhatsApp refuses waits also where it does not say until when', async () => {
  if (!client) throw new Error('no client');
  client.limits = null;
  client.troubles.push('newChatsBlocked');
  const to = { to: '+996555400999', content: 'hello', sender: 'HUMAN', senderId: null } as const;
  const { id } = await queueMessageToPhone(world.scope, to);
  await waitFor(async () => (await sessionOf(world.scope)).newChatsBlockedUntil !== null);
  await sweep();
  const known = await queue('we know each other');
  await waitFor(async () => (await statusOf(known.id)) === 'SENT');
  expect(await statusOf(id)).toBe('PENDING');
  expect(contents()).toEqual(['we know each other']);
  const newChats = { blockedUntil: null, quota: null, used: null };
  await recordSessionFacts(world.scope, world.channelId, { newChats });
  await sweep();
  await waitFor(async () => (await statusOf(id)) === 'SENT');
});

test('a worker that has lost the channel sends nothing', async () => {
  const taken = { where: { channelId: world.channelId }, data: { generation: { increment: 1 } } };
  await world.database.system.channelLease.update(taken);
  const { id } = await queue('somebody else sends it');
  await waitFor(() => logged.some((line) => line.includes('LeaseLostError') && line.includes(id)));
  expect(await statusOf(id)).toBe('PENDING');
  expect(contents()).toEqual([]);
});
