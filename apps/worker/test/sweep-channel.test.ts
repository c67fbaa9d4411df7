import { mediaQueueName } from '@soul-kg-crm/queue';
import { newId } from '@soul-kg-crm/shared/ids';
import { waitFor } from '@soul-kg-crm/tooling/test-world';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { WorkerContext } from '../src/context.ts';
import { sweepChannel } from '../src/outbound/sweep-channel.ts';
import { workerContext } from './support/context.ts';
import { arrives, customerMessage, testWorld, type World } from './support/world.ts';

let world: World;
let context: WorkerContext;
const stack = new AsyncDisposableStack();

beforeAll(async () => {
  world = stack.use(await testWorld());
  context = workerContext(world, stack);
});

afterAll(() => stack.disposeAsync());

const MINUTE = 60_000;

test('of what it is long not known whether it left, it is asked more seldom, but at every connect', async () => {
  await arrives(world, customerMessage('996555600001', 'Здравствуйте'));
  const { channelId, id: conversationId } = await world.scope.db.conversation.findFirstOrThrow();
  const base = { channelId, conversationId, direction: 'OUTGOING', sender: 'HUMAN' } as const;
  const id = newId();
  await world.scope.db.message.create({ data: { ...base, id, status: 'UNCONFIRMED' } });
  const found = async (claimedMinutesAgo: number, lookedMinutesAgo: number, quietForMs: number) => {
    await world.scope.db.message.update({
      where: { id },
      data: {
        claimedAt: new Date(Date.now() - claimedMinutesAgo * MINUTE),
        updatedAt: new Date(Date.now() - lookedMinutesAgo * MINUTE),
      },
    });
    const channel = { organizationId: world.scope.organizationId, channelId };
    return (await sweepChannel(context, channel, quietForMs)).messages;
  };
  expect(await found(10, 1, 30_000)).toBe(1);
  expect(await found(120, 1, 30_000)).toBe(0);
  expect(await found(120, 11, 30_000)).toBe(1);
  expect(await found(120, 1, 0)).toBe(1);
});

test('a clock that is set back by an hour keeps nothing from being looked after', async () => {
  const { channelId, id: conversationId } = await world.scope.db.conversation.findFirstOrThrow();
  const base = { channelId, conversationId, direction: 'OUTGOING', sender: 'HUMAN' } as const;
  await world.scope.db.message.deleteMany({ where: { stage: 'WAITING' } });
  const inAnHour = new Date(Date.now() + 60 * MINUTE);
  for (const status of ['PENDING', 'SENDING', 'UNCONFIRMED'] as const) {
    const id = newId();
    const data = { ...base, id, status, claimedAt: inAnHour, updatedAt: inAnHour };
    await world.scope.db.message.create({ data });
  }
  const channel = { organizationId: world.scope.organizationId, channelId };
  const found = async (quietForMs: number) => (await sweepChannel(context, channel, quietForMs)).messages;
  expect([await found(0), await found(30_000)]).toEqual([3, 3]);
  await world.scope.db.message.deleteMany({ where: { updatedAt: inAnHour } });
});

test('a file that somebody sent on the phone is asked for again as well', async () => {
  const { kind, message } = customerMessage('996555600002', 'снимок');
  const media = { mimeType: 'image/jpeg', fileName: null, size: 9, width: 3, height: 3, durationMs: null };
  await arrives(world, { kind, message: { ...message, isFromMe: true, kind: 'IMAGE', media } });
  const { channelId, organizationId } = await world.scope.db.message.findFirstOrThrow({
    where: { content: 'снимок', direction: 'OUTGOING' },
  });
  await world.scope.db.message.deleteMany({ where: { status: 'UNCONFIRMED' } });
  const found = await sweepChannel(context, { organizationId, channelId }, 0);
  expect(found).toEqual({ messages: 0, files: 1 });
});

test('a file that WhatsApp did not hand out is asked for again every twenty minutes and at each connect, for three days', async () => {
  const { kind, message } = customerMessage('996555600003', 'видео');
  const media = { mimeType: 'video/mp4', fileName: null, size: 9, width: 3, height: 3, durationMs: null };
  await arrives(world, { kind, message: { ...message, kind: 'VIDEO', media } });
  const { db, organizationId } = world.scope;
  await db.mediaFile.updateMany({ where: { kind: { not: 'VIDEO' } }, data: { status: 'READY' } });
  const { id, channelId, mediaId } = await db.message.findFirstOrThrow({ where: { content: 'видео' } });
  const queue = context.queues.handle(mediaQueueName(channelId));
  const isWaiting = async () => (await queue.getWaiting()).some(({ data }) => data.mediaId === mediaId);
  // The relay asks for it as well, once.
  await waitFor(async () => (await isWaiting()) || null);
  const isAskedFor = async (
    settledMinutesAgo: number,
    quietForMs: number,
    errorMessage = 'DOWNLOAD_FAILED',
  ) => {
    await queue.obliterate({ force: true });
    const updatedAt = new Date(Date.now() - settledMinutesAgo * MINUTE);
    await db.mediaFile.update({
      where: { id: mediaId ?? '' },
      data: { status: 'FAILED', errorMessage, updatedAt },
    });
    expect(await sweepChannel(context, { organizationId, channelId }, quietForMs)).toEqual({
      messages: 0,
      files: 0,
    });
    return isWaiting();
  };
  expect(await isAskedFor(5, 30_000)).toBe(false);
  expect(await isAskedFor(21, 30_000)).toBe(true);
  expect(await isAskedFor(1, 0)).toBe(true);
  expect(await isAskedFor(21, 0, 'GONE_AT_WHATSAPP')).toBe(false);
  const cameHoursAgo = (hours: number) =>
    db.message.update({ where: { id }, data: { createdAt: new Date(Date.now() - hours * 60 * MINUTE) } });
  await cameHoursAgo(71);
  expect(await isAskedFor(21, 0)).toBe(true);
  await cameHoursAgo(73);
  expect(await isAskedFor(21, 0)).toBe(false);
});
