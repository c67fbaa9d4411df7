import { cancelMessage, queueMessageToPhone, updateWhatsAppSettings } from '@soul-kg-crm/domain';
import { createSendSlots, type JobWorker, sendQueueName, WaitError } from '@soul-kg-crm/queue';
import type { WhatsAppSettingsPatch } from '@soul-kg-crm/shared/settings';
import { waitFor } from '@soul-kg-crm/tooling/test-world';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { WorkerContext } from '../src/context.ts';
import type { OwnedChannel } from '../src/inbound/intake.ts';
import { openSendLane } from '../src/outbound/send-lane.ts';
import { sendTurns } from '../src/outbound/send-turns.ts';
import { sweepChannel } from '../src/outbound/sweep-channel.ts';
import { workerContext } from './support/context.ts';
import { ownedChannel } from './support/lease.ts';
import { ScriptedClient } from './support/scripted-client.ts';
import { arrives, customerMessage, testWorld, type World } from './support/world.ts';

let world: World;
let stack: AsyncDisposableStack;
let context: WorkerContext;
let client: ScriptedClient | null;
let lane: JobWorker;
let owned: OwnedChannel;

const NOON = Date.UTC(2026, 0, 1, 12);

// Each test has an organisation, a queue and limits of its own.
beforeEach(async () => {
  world = await testWorld();
  stack = new AsyncDisposableStack();
  context = workerContext(world, stack);
});

beforeEach(async () => {
  client = new ScriptedClient();
  owned = await ownedChannel(world);
  lane = openSendLane(context, owned, () => client, clock());
  lane.resume();
});

/** A minute passes between any two looks at it, so that only limits and quiet hours make anything wait. */
function clock(): () => number {
  let nowMs = NOON;
  return () => (nowMs += 60_000);
}

afterEach(async () => {
  await lane?.close();
  await stack?.disposeAsync();
  await world?.[Symbol.asyncDispose]();
});

/** A clock that only the test moves, and how often the lane has looked at it. */
function heldClock() {
  const held = { nowMs: NOON, looks: 0 };
  const now = () => {
    held.looks += 1;
    return held.nowMs;
  };
  return { held, now };
}

async function reopenLane(now: () => number) {
  await lane.close();
  lane = openSendLane(context, owned, () => client, now);
  lane.resume();
}

const queue = (content: string, priority?: number) =>
  queueMessageToPhone(world.scope, {
    to: '+996555400001',
    content,
    sender: 'HUMAN',
    senderId: null,
    priority,
  });
const statusOf = async (id: string) =>
  (await world.scope.db.message.findUniqueOrThrow({ where: { id } })).status;
const set = (patch: WhatsAppSettingsPatch) => updateWhatsAppSettings(world.scope, { patch, actorId: null });
const contents = () => client?.arrived.map((command) => command.content);
const atWork = () => `${world.prefix}:whatsapp:at-work:{${world.scope.organizationId}}`;
const queued = () => context.queues.depth(sendQueueName(world.channelId));

test('at the limit messages wait without losing an attempt, and go on as soon as it is raised', async () => {
  await set({ rateLimiting: { messagesPerMinute: 2 } });
  const ids: string[] = [];
  for (const content of ['1', '2', '3']) ids.push((await queue(content)).id);
  await waitFor(() => contents()?.length === 2);
  expect(await statusOf(ids[2] ?? '')).toBe('PENDING');
  // What the organisation's other numbers have to send finds its place free.
  await waitFor(async () => (await context.redis.zcard(atWork())) === 0);
  await set({ rateLimiting: { messagesPerMinute: 3 } });
  await waitFor(async () => (await statusOf(ids[2] ?? '')) === 'SENT');
  expect(await world.scope.db.message.findUniqueOrThrow({ where: { id: ids[2] ?? '' } })).toMatchObject({
    attempts: 1,
  });
});

test('a setting that is changed counts within a second, without a restart', async () => {
  await set({ quietHours: { enabled: true, from: '00:00', to: '23:59', timeZone: 'UTC' } });
  const { id } = await queue('bulk', 1);
  await waitFor(async () => (await queued()) === 1);
  // A lane of its own tells how soon one looks again; without that, it would be tomorrow.
  const turns = sendTurns(context, world.scope, clock());
  const looksAgain = (error: unknown) => error instanceof WaitError && error.waitMs <= 1_000;
  await expect(turns.take(id)).rejects.toSatisfy(looksAgain);
  await set({ quietHours: { enabled: false }, rateLimiting: { messagesPerMinute: 1 } });
  await waitFor(async () => (await statusOf(id)) === 'SENT');
  const { id: atLimit } = await queue('at the limit');
  await expect(turns.take(atLimit)).rejects.toSatisfy(looksAgain);
  await set({ rateLimiting: { messagesPerMinute: 2 } });
  await waitFor(async () => (await statusOf(atLimit)) === 'SENT');
});

test("a person's answer overtakes everything that waits", async () => {
  await set({ rateLimiting: { messagesPerMinute: 1 } });
  await queue('first', 1);
  await waitFor(() => contents()?.length === 1);
  for (let n = 0; n < 30; n += 1) await queue(`bulk ${n}`, 1);
  await queue('agent', 5);
  await queue('answer');
  await waitFor(async () => (await queued()) === 32);
  await set({ rateLimiting: { messagesPerMinute: 4 } });
  await waitFor(() => contents()?.length === 4);
  expect(contents()).toEqual(['first', 'answer', 'agent', 'bulk 0']);
});

test("a person's answer that waits for room gets what comes free, whatever waits on the organisation's other numbers", async () => {
  const mark = `${world.prefix}:whatsapp:limits:{${world.scope.organizationId}}:urgent`;
  const ticking = clock();
  let looks = 0;
  await reopenLane(() => {
    looks += 1;
    return ticking();
  });
  await set({ rateLimiting: { messagesPerMinute: 1 } });
  await queue('first', 1);
  await waitFor(() => contents()?.length === 1);
  const { id: answer } = await queue('answer');
  await waitFor(() => context.redis.exists(mark));
  await set({ rateLimiting: { messagesPerMinute: 5 } });
  await waitFor(async () => (await statusOf(answer)) === 'SENT');

  // Another answer, on another number, goes on waiting.
  await context.redis.set(mark, '1', 'PX', 60_000);
  const { id } = await queue('bulk', 1);
  const before = looks;
  await waitFor(() => looks > before + 2);
  expect(await statusOf(id)).toBe('PENDING');
  await context.redis.del(mark);
  await waitFor(async () => (await statusOf(id)) === 'SENT');
});

test("quiet hours hold what is not a person's answer", async () => {
  await set({ quietHours: { enabled: true, from: '00:00', to: '23:59', timeZone: 'UTC' } });
  await queue('automatic', 5);
  await queue('answer');
  await waitFor(() => contents()?.length === 1);
  expect(contents()).toEqual(['answer']);
  await set({ quietHours: { enabled: false } });
  await waitFor(() => contents()?.length === 2);
});

test('what certainly did not leave is given back to the limits', async () => {
  await set({ rateLimiting: { messagesPerMinute: 1 } });
  client?.troubles.push('refused');
  await queue('refused');
  await waitFor(() => client?.troubles.length === 0);
  const { id } = await queue('good');
  await waitFor(async () => (await statusOf(id)) === 'SENT');
});

test('what no person answers is typed first, also on a lane that has just opened or been quiet for long', async () => {
  const { held, now } = heldClock();
  await reopenLane(now);
  for (const content of ['as the first', 'after an hour']) {
    const looks = held.looks;
    const { id } = await queue(content, 5);
    await waitFor(() => held.looks > looks + 2);
    expect(await statusOf(id)).toBe('PENDING');
    held.nowMs += 10_000;
    await waitFor(async () => (await statusOf(id)) === 'SENT');
    held.nowMs += 3_600_000;
  }
  // A person has typed already.
  const { id: answer } = await queue('answer');
  await waitFor(async () => (await statusOf(answer)) === 'SENT');
  expect(contents()).toEqual(['as the first', 'after an hour', 'answer']);

  held.nowMs += 3_600_000;
  const stillWaits = async (id: string) => {
    const { looks } = held;
    await waitFor(() => held.looks > looks + 2);
    expect(await statusOf(id)).toBe('PENDING');
  };
  const { id: long } = await queue('a long text '.repeat(40), 5);
  await stillWaits(long);
  held.nowMs += 7_400;
  await stillWaits(long);
  held.nowMs += 2_600;
  await waitFor(async () => (await statusOf(long)) === 'SENT');
});

test('an answer for which it is too late is typed for nobody, nor is a first message that must wait', async () => {
  const { held, now } = heldClock();
  await reopenLane(now);
  const { scope, channelId } = world;
  lane.pause();
  const late = [];
  for (const n of [1, 2]) {
    const { id } = await queue(`late ${n}`, 5);
    const [createdAt, clientMessageId] = [new Date(Date.now() - 660_000), `agent-reply/receptionist/${n}`];
    const data = { createdAt, updatedAt: createdAt, sender: 'AI', clientMessageId } as const;
    await scope.db.message.update({ where: { id }, data });
    late.push(id);
  }
  lane.resume();
  for (const id of late) await waitFor(async () => (await statusOf(id)) === 'FAILED');

  const data = { newChatsBlockedUntil: new Date(Date.now() + 600_000) };
  await scope.db.whatsAppSession.updateMany({ where: { channelId }, data });
  for (const n of [1, 2]) {
    const { id } = await queue(`nobody new ${n}`, 1);
    await waitFor(async () => {
      const { errorCode } = await scope.db.message.findUniqueOrThrow({ where: { id } });
      return errorCode === 'NEW_CHATS_BLOCKED';
    });
  }
  expect(held.nowMs).toBe(NOON);
  expect(contents()).toEqual([]);
});

test('between two numbers that are none lies the same pause as between two messages', async () => {
  const { held, now } = heldClock();
  await reopenLane(now);
  // From 30 s to 90 s, longer than anybody types.
  await set({ rateLimiting: { messagesPerMinute: 1 } });
  client?.troubles.push('refused');
  const { id: refused } = await queue('to nobody');
  await waitFor(async () => (await statusOf(refused)) === 'FAILED');
  const { id } = await queue('bulk', 1);
  await waitFor(() => held.looks > 2);
  held.nowMs += 15_000;
  const looks = held.looks;
  await waitFor(() => held.looks > looks + 2);
  expect(await statusOf(id)).toBe('PENDING');
  held.nowMs += 75_000;
  await waitFor(async () => (await statusOf(id)) === 'SENT');
});

test('a clock that is set back holds up nothing for longer than a pause', async () => {
  const { held, now } = heldClock();
  await reopenLane(now);
  const { id: first } = await queue('first');
  await waitFor(async () => (await statusOf(first)) === 'SENT');
  const { id } = await queue('second', 1);
  let { looks } = held;
  await waitFor(() => held.looks > looks);
  held.nowMs -= 3_600_000;
  ({ looks } = held);
  await waitFor(() => held.looks > looks);
  held.nowMs += 60_000;
  await waitFor(async () => (await statusOf(id)) === 'SENT');
});

test('what is taken back when it was just about to leave uses up nothing of the limits', async () => {
  await set({ rateLimiting: { messagesPerMinute: 1 } });
  await lane.close();
  const { ledger } = context;
  let isFirst = true;
  const claim: typeof ledger.claim = async (channel, messageId) => {
    if (isFirst) await cancelMessage(world.scope, { messageId, actorId: null });
    isFirst = false;
    return ledger.claim(channel, messageId);
  };
  const changed = { ...context, ledger: { ...ledger, claim } };
  lane = openSendLane(changed, owned, () => client, clock());
  lane.resume();
  const { id: cancelled } = await queue('never mind');
  await waitFor(async () => (await statusOf(cancelled)) === 'FAILED');
  const { id } = await queue('good');
  await waitFor(async () => (await statusOf(id)) === 'SENT');
  expect(contents()).toEqual(['good']);
});

test('what is taken back just when it would have been sent again uses up nothing of the limits', async () => {
  await set({ rateLimiting: { messagesPerMinute: 1 } });
  await lane.close();
  const { ledger } = context;
  const reclaim: typeof ledger.reclaim = async (channel, messageId) => {
    const back = { where: { id: messageId }, data: { status: 'FAILED', errorCode: 'CANCELLED' } } as const;
    await world.scope.db.message.update(back);
    return ledger.reclaim(channel, messageId);
  };
  const { id: unwanted } = await queue('never mind');
  // Its worker died; WhatsApp does not have it.
  const claimed = { where: { id: unwanted }, data: { status: 'SENDING', claimedAt: null } } as const;
  await world.scope.db.message.update(claimed);
  lane = openSendLane({ ...context, ledger: { ...ledger, reclaim } }, owned, () => client, clock());
  lane.resume();
  await waitFor(async () => (await statusOf(unwanted)) === 'FAILED');
  const { id } = await queue('good');
  await waitFor(async () => (await statusOf(id)) === 'SENT');
  expect(contents()).toEqual(['good']);
});

test('to look for a message uses up nothing of the limits; to send it again does', async () => {
  await set({ rateLimiting: { messagesPerMinute: 1 } });
  client?.troubles.push('answerLost');
  const { id: lost } = await queue('lost');
  await waitFor(async () => (await statusOf(lost)) === 'SENT');
  // As a worker that died days ago has left it: nobody knows, and no window counts it any more.
  const forgetting = { where: { id: lost }, data: { status: 'UNCONFIRMED', claimedAt: null } } as const;
  await world.scope.db.message.update(forgetting);
  await context.redis.del(await context.redis.keys(`${world.prefix}:whatsapp:limits:*`));
  const sweep = () =>
    sweepChannel(context, { organizationId: world.scope.organizationId, channelId: world.channelId }, 0);
  client?.troubles.push('blind');
  await sweep();
  await waitFor(() => client?.troubles.length === 0);
  const { id: answer } = await queue('answer');
  await waitFor(async () => (await statusOf(answer)) === 'SENT');
  await waitFor(async () => (await statusOf(lost)) === 'SENT');

  await world.scope.db.message.update(forgetting);
  client?.arrived.splice(0);
  const looks = client?.looks ?? 0;
  await sweep();
  await waitFor(() => (client?.looks ?? 0) > looks + 1);
  expect(await statusOf(lost)).toBe('UNCONFIRMED');
  await set({ rateLimiting: { messagesPerMinute: 2 } });
  await waitFor(async () => (await statusOf(lost)) === 'SENT');
  expect(contents()).toEqual(['lost']);
});

test('what waits for new chats to be allowed uses up nothing of the limits', async () => {
  await set({ rateLimiting: { messagesPerMinute: 1 } });
  await arrives(world, customerMessage('996555400002', 'Здравствуйте'));
  const to = (phone: string, content: string) =>
    queueMessageToPhone(world.scope, { to: phone, content, sender: 'HUMAN', senderId: null });
  const isPassed = (id: string) =>
    waitFor(async () => {
      const { errorCode } = await world.scope.db.message.findUniqueOrThrow({ where: { id } });
      return errorCode === 'NEW_CHATS_BLOCKED' && (await queued()) === 0;
    });
  // WhatsApp refuses the first one itself; the second one is not even tried.
  const lockedUntilMs = Date.now() + 60_000;
  if (client) client.limits = { isLocked: true, lockedUntilMs, quota: null, used: null };
  client?.troubles.push('newChatsBlocked');
  await isPassed((await to('+996555400003', 'refused')).id);
  await isPassed((await to('+996555400004', 'not tried')).id);

  const { id } = await to('+996555400002', 'an answer');
  await waitFor(async () => (await statusOf(id)) === 'SENT');
  expect(contents()).toEqual(['an answer']);
});

test('a send that lasts keeps its place for as long as it is at work, and not longer', async () => {
  const key = atWork();
  const arrived = Promise.withResolvers<void>();
  const slow = new ScriptedClient();
  const send = slow.send.bind(slow);
  slow.send = async (command) => {
    await arrived.promise;
    return send(command);
  };
  client = slow;
  const { id } = await queue('a large file');
  const heldUntil = async () => Number(await context.redis.zscore(key, id));
  const first = await waitFor(heldUntil);
  expect(first - Date.now()).toBeLessThanOrEqual(30_000);
  await waitFor(async () => (await heldUntil()) > first);
  arrived.resolve();
  await waitFor(async () => (await statusOf(id)) === 'SENT');
  await waitFor(async () => (await context.redis.zcard(key)) === 0);
});

test('an organisation has no more sends at work than it allows, over all of its numbers', async () => {
  await set({ rateLimiting: { messagesPerMinute: 20, concurrency: 2 } });
  const slots = createSendSlots({
    redis: context.redis,
    prefix: world.prefix,
    organizationId: world.scope.organizationId,
  });
  const others = ['of another number', 'and of a third one'];
  for (const other of others) expect(await slots.take(other, 2)).toBe(true);
  expect(await slots.take('one too many', 2)).toBe(false);
  const { id } = await queue('waits for a place');
  await waitFor(async () => (await queued()) === 1);
  expect(contents()).toEqual([]);
  await slots.free('of another number');
  await waitFor(async () => (await statusOf(id)) === 'SENT');
  // Its own place is free again, the other one is still held.
  await waitFor(() => slots.take('the next', 2));
  expect(await slots.take('one too many', 2)).toBe(false);
});
