import { Prisma, type Scope } from '@soul-kg-crm/database';
import { messageIdAt, newId } from '@soul-kg-crm/shared/ids';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { noticeIdOf } from '../src/agents/agent-notice.ts';
import { replyIdOf } from '../src/agents/agent-reply.ts';
import {
  cancelMessage,
  countUnfinished,
  dismissAllFailedMessages,
  dismissDeadLetter,
  dismissFailedMessage,
  getOverview,
  listDeadLetters,
  listFailedMessages,
  MAX_INBOUND_ATTEMPTS,
  processInboundEvent,
  queueMessage,
  retryAllDeadLetters,
  retryAllFailedMessages,
  retryDeadLetter,
  retryMessage,
  storeInboundEvent,
  storeRefusedEvent,
  updateConversation,
  updateWhatsAppSettings,
} from '../src/index.ts';
import { incoming, type TestOrganization, testOrganization } from './support/organization.ts';

let org: TestOrganization;

beforeAll(async () => {
  org = await testOrganization();
});

afterAll(() => org?.[Symbol.asyncDispose]());

const since = new Date(Date.now() - 86_400_000);
const deadLetters = async () => (await listDeadLetters(org.scope, { limit: 100 })).items;
const rowOf = (id: string) => org.scope.db.inboundEvent.findUniqueOrThrow({ where: { id } });

/** A stored event whose payload nobody understands. */
async function poison(): Promise<string> {
  const event = { kind: 'message', message: incoming({}) } as const;
  const { inboundEventId } = await storeInboundEvent(org.scope, org.channelId, event);
  const id = inboundEventId ?? '';
  await org.scope.db.inboundEvent.update({ where: { id }, data: { payload: { content: 'тайна' } } });
  return id;
}

test('a payload that is not understood is a dead letter at once, by its error’s name alone', async () => {
  const id = await poison();
  await expect(processInboundEvent(org.scope, id)).rejects.toThrow();
  const [letter] = await deadLetters();
  expect(letter).toMatchObject({ id, kind: 'MESSAGE', attempts: 1, error: 'ZodError' });
  expect(JSON.stringify(letter)).not.toContain('тайна');
  expect(await org.announced()).toContain('queues.updated');
  expect(await processInboundEvent(org.scope, id)).toBe('done');
  expect((await rowOf(id)).processedAt).toBeNull();
  await dismissDeadLetter(org.scope, { inboundEventId: id, actorId: org.userId });
  expect(await deadLetters()).toEqual([]);
  await expect(dismissDeadLetter(org.scope, { inboundEventId: id, actorId: null })).rejects.toThrow(
    'NOT_FOUND',
  );
});

test('an event that fails for another reason is tried to its last attempt', async () => {
  await org.database.system.$executeRaw(
    Prisma.sql`ALTER TABLE messages ADD CONSTRAINT trouble CHECK (content <> 'Здравствуйте!') NOT VALID`,
  );
  const event = { kind: 'message', message: incoming({}) } as const;
  const { inboundEventId } = await storeInboundEvent(org.scope, org.channelId, event);
  const id = inboundEventId ?? '';
  expect(MAX_INBOUND_ATTEMPTS).toBe(12);
  for (let attempt = 1; attempt < MAX_INBOUND_ATTEMPTS; attempt += 1) {
    await expect(processInboundEvent(org.scope, id)).rejects.toThrow();
    expect(await rowOf(id)).toMatchObject({ attempts: attempt, failedAt: null });
  }
  await expect(processInboundEvent(org.scope, id)).rejects.toThrow();
  expect((await deadLetters()).map((letter) => letter.id)).toEqual([id]);

  await org.database.system.$executeRaw(Prisma.sql`ALTER TABLE messages DROP CONSTRAINT trouble`);
  await org.announced();
  await retryDeadLetter(org.scope, { inboundEventId: id, actorId: org.userId });
  expect((await org.announced()).filter((name) => name === 'inbound.process')).toHaveLength(1);
  await expect(retryDeadLetter(org.scope, { inboundEventId: id, actorId: null })).rejects.toThrow(
    'NOT_FOUND',
  );
  expect(await rowOf(id)).toMatchObject({ attempts: 0, error: null, failedAt: null });
  expect(await processInboundEvent(org.scope, id)).toBe('done');
  expect(await org.scope.db.message.count({ where: { id } })).toBe(1);
});

test('trouble with the database costs an event no attempt', async () => {
  const event = { kind: 'message', message: incoming({ content: 'Есть розы?' }) } as const;
  const { inboundEventId } = await storeInboundEvent(org.scope, org.channelId, event);
  const id = inboundEventId ?? '';
  const timedOut = { code: 'P2028', clientVersion: Prisma.prismaVersion.client };
  for (let attempt = 1; attempt <= MAX_INBOUND_ATTEMPTS; attempt += 1) {
    let isInTrouble = true;
    const scope: Scope = {
      ...org.scope,
      transaction: async (work) => {
        if (!isInTrouble) return org.scope.transaction(work);
        isInTrouble = false;
        throw new Prisma.PrismaClientKnownRequestError('Transaction API error', timedOut);
      },
    };
    await expect(processInboundEvent(scope, id)).rejects.toThrow('Transaction API error');
  }
  expect(await rowOf(id)).toMatchObject({ attempts: 0, error: null, failedAt: null });
  expect(await processInboundEvent(org.scope, id)).toBe('done');
});

test('of many who retry at once, one does', async () => {
  const id = await poison();
  await expect(processInboundEvent(org.scope, id)).rejects.toThrow();
  await org.announced();
  const asked = await Promise.allSettled(
    Array.from({ length: 5 }, () => retryDeadLetter(org.scope, { inboundEventId: id, actorId: null })),
  );
  expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect((await org.announced()).filter((name) => name === 'inbound.process')).toHaveLength(1);
  await expect(processInboundEvent(org.scope, id)).rejects.toThrow();
  expect(await retryAllDeadLetters(org.scope, org.userId)).toEqual({ retried: 1, left: 0 });
});

test('what is refused before it is stored is kept, with what of it can be kept', async () => {
  const loop: Record<string, unknown> = {};
  loop.self = loop;
  const told = [
    { ...incoming({}), content: 7, note: 'a\u0000b' },
    { providerMessageId: '', sentAtMs: 'yesterday' },
    loop,
  ];
  for (const message of told) {
    // What a channel told against its own types.
    const event = { kind: 'message', message } as never;
    expect(await storeRefusedEvent(org.scope, org.channelId, event, new TypeError('secret'))).toBe(true);
  }
  const letters = await deadLetters();
  expect(letters.map(({ attempts, error }) => ({ attempts, error }))).toEqual(
    told.map(() => ({ attempts: 0, error: 'TypeError' })),
  );
  const rows = await Promise.all(letters.map(({ id }) => rowOf(id)));
  expect(rows.map(({ payload }) => payload)).toContainEqual(
    expect.objectContaining({ note: 'ab', content: 7 }),
  );
  expect(await retryAllDeadLetters(org.scope, null)).toEqual({ retried: 3, left: 0 });
  for (const { id } of letters) await expect(processInboundEvent(org.scope, id)).rejects.toThrow();
  expect(await deadLetters()).toHaveLength(3);
});

test('a poisoned ack does not take its message along', async () => {
  const providerMessageId = 'true_996555100077@c.us_3A0000000000000000C7';
  const ack = { providerMessageId, level: 'READ' } as const;
  const { inboundEventId } = await storeInboundEvent(org.scope, org.channelId, { kind: 'ack', ack });
  const id = inboundEventId ?? '';
  await org.scope.db.inboundEvent.update({ where: { id }, data: { payload: { level: 'EATEN' } } });
  await expect(processInboundEvent(org.scope, id)).rejects.toThrow();
  await org.receives({ isFromMe: true, providerMessageId, ack: 'SENT' });
  const message = await org.scope.db.message.findFirstOrThrow({ where: { providerMessageId } });
  expect(message.status).toBe('SENT');
});

test('the list is read page by page', async () => {
  const all = await deadLetters();
  const first = await listDeadLetters(org.scope, { limit: 2 });
  const second = await listDeadLetters(org.scope, { limit: 2, cursor: first.nextCursor ?? '' });
  expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(all.slice(0, 4).map(({ id }) => id));
});

test('what waits, failed and was sent is counted by channel, and failed messages are sent again together', async () => {
  const { id: conversationId } = await org.scope.db.conversation.findFirstOrThrow();
  const { channelId } = org;
  const before = (await countUnfinished(org.scope, since)).get(channelId);
  const base = { channelId, conversationId, direction: 'OUTGOING', sender: 'HUMAN' } as const;
  const statuses = ['PENDING', 'SENDING', 'UNCONFIRMED', 'FAILED', 'FAILED'] as const;
  await org.scope.db.message.createMany({
    data: statuses.map((status) => ({ ...base, id: newId(), status })),
  });
  const [now, dayMs] = [Date.now(), 86_400_000];
  const left = (createdAtMs: number, sentAtMs: number, claimedAt: Date | null) => ({
    ...{ ...base, status: 'SENT' as const, id: messageIdAt(createdAtMs, now) },
    ...{ sentAt: new Date(sentAtMs), claimedAt },
  });
  const atWork = new Date(now);
  await org.scope.db.message.createMany({
    data: [
      left(now, now, atWork),
      // It waited for days, and has left now; another one left days ago; the third was sent on the phone.
      left(now - 3 * dayMs, now, atWork),
      left(now - 3 * dayMs, now - 2 * dayMs, atWork),
      left(now, now, null),
    ],
  });
  const waiting = await poison();
  const counted = (await countUnfinished(org.scope, since)).get(channelId);
  expect(counted?.outgoing).toMatchObject({
    ...{ waiting: 1, waitingForMorning: 1, active: 2, failed: 2 },
    completed: (before?.outgoing.completed ?? 0) + 2,
    oldestWaitingAt: expect.any(Date),
  });
  expect(counted?.incoming).toMatchObject({
    ...{ waiting: (before?.incoming.waiting ?? 0) + 1, failed: (await deadLetters()).length },
    oldestWaitingAt: expect.any(Date),
  });
  await org.scope.db.inboundEvent.delete({ where: { id: waiting } });
  const failed = await listFailedMessages(org.scope, { limit: 10 });
  expect(failed.items).toHaveLength(2);
  expect(failed.items[0]).toMatchObject({ conversationId, conversation: { client: { name: 'Нурлан' } } });
  await org.announced();
  expect(await retryAllFailedMessages(org.scope, org.userId)).toEqual({ retried: 2, left: 0 });
  expect((await org.announced()).filter((name) => name === 'message.send')).toHaveLength(2);
  expect((await listFailedMessages(org.scope, { limit: 10 })).items).toEqual([]);
});

const sends = async () => (await org.announced()).filter((name) => name === 'message.send');

test('what people took back has not failed, and is not sent again with what has', async () => {
  const { id: conversationId } = await org.scope.db.conversation.findFirstOrThrow();
  await org.scope.db.message.updateMany({ where: { direction: 'OUTGOING' }, data: { status: 'SENT' } });
  const own = { conversationId, content: 'Не то', sender: 'HUMAN', senderId: null } as const;
  const { id: messageId } = await queueMessage(org.scope, own);
  await cancelMessage(org.scope, { messageId, actorId: org.userId });
  await updateConversation(org.scope, { conversationId, agentState: 'ACTIVE' }, org.userId);
  const reply = await queueMessage(org.scope, {
    ...{ conversationId, content: 'Ответ', sender: 'AI', senderId: 'receptionist' },
    clientMessageId: replyIdOf('receptionist', newId()),
  });
  await updateConversation(org.scope, { conversationId, agentState: 'TAKEN_OVER' }, org.userId);
  expect(
    await org.scope.db.message.findMany({
      where: { id: { in: [messageId, reply.id] } },
      orderBy: { id: 'asc' },
    }),
  ).toMatchObject([messageId, reply.id].map((id) => ({ id, status: 'FAILED', errorCode: 'CANCELLED' })));
  await org.announced();

  expect(await retryAllFailedMessages(org.scope, org.userId)).toEqual({ retried: 0, left: 0 });
  expect(await sends()).toEqual([]);
  expect((await listFailedMessages(org.scope, { limit: 10 })).items).toEqual([]);
  expect((await countUnfinished(org.scope, since)).get(org.channelId)?.outgoing.failed).toBe(0);
  expect((await getOverview(org.scope)).failedMessages).toBe(0);
});

test('what agents said is not sent again with what failed; a notice of theirs is', async () => {
  const { id: conversationId } = await org.scope.db.conversation.findFirstOrThrow();
  await updateConversation(org.scope, { conversationId, agentState: 'ACTIVE' }, org.userId);
  const say = (clientMessageId?: string) =>
    queueMessage(org.scope, {
      ...{ conversationId, content: 'Ответ', sender: 'AI', senderId: 'sales', clientMessageId },
    });
  const said = [await say(replyIdOf('receptionist', newId())), await say()].map(({ id }) => id);
  const { id: notice } = await say(noticeIdOf());
  await org.scope.db.message.updateMany({
    where: { id: { in: [...said, notice] } },
    data: { status: 'FAILED', errorCode: 'NOT_CONNECTED' },
  });
  expect(await retryAllFailedMessages(org.scope, null)).toEqual({ retried: 1, left: 0 });
  const { status } = await org.scope.db.message.findUniqueOrThrow({ where: { id: notice } });
  expect(status).toBe('PENDING');
  await org.scope.db.message.deleteMany({ where: { id: { in: [...said, notice] } } });
});

test('a bulk send that is stopped, or may not be sent any more, is not sent again with what failed', async () => {
  const { id: conversationId } = await org.scope.db.conversation.findFirstOrThrow();
  const { channelId } = org;
  const allow = (enableMassSending: boolean) =>
    updateWhatsAppSettings(org.scope, { patch: { safety: { enableMassSending } }, actorId: null });
  const { id: broadcastId } = await org.scope.db.broadcast.create({
    data: { organizationId: org.scope.organizationId, channelId, content: 'Скидки', status: 'CANCELLED' },
  });
  const base = { channelId, conversationId, direction: 'OUTGOING', sender: 'HUMAN' } as const;
  const messageId = newId();
  await org.scope.db.message.create({ data: { ...base, id: messageId, status: 'FAILED' } });
  await org.scope.db.broadcastRecipient.create({
    data: { broadcastId, position: 1, phone: '+996555000111', messageId, takenAt: new Date() },
  });
  await allow(true);
  await org.announced();
  for (const status of ['CANCELLED', 'PAUSED'] as const) {
    await org.scope.db.broadcast.update({ where: { id: broadcastId }, data: { status } });
    expect(await retryAllFailedMessages(org.scope, org.userId)).toEqual({ retried: 0, left: 0 });
  }
  await org.scope.db.broadcast.update({ where: { id: broadcastId }, data: { status: 'COMPLETED' } });
  await allow(false);
  expect(await retryAllFailedMessages(org.scope, org.userId)).toEqual({ retried: 0, left: 0 });
  expect(await sends()).toEqual([]);
  await allow(true);
  expect(await retryAllFailedMessages(org.scope, org.userId)).toEqual({ retried: 1, left: 0 });
  expect(await sends()).toHaveLength(1);
});

test('what failed is sent again in the order in which it was written', async () => {
  const { id: conversationId } = await org.scope.db.conversation.findFirstOrThrow();
  await org.scope.db.message.updateMany({ where: { direction: 'OUTGOING' }, data: { status: 'SENT' } });
  const base = { channelId: org.channelId, conversationId, direction: 'OUTGOING', sender: 'HUMAN' } as const;
  const ids = [newId(), newId(), newId()];
  await org.scope.db.message.createMany({ data: ids.map((id) => ({ ...base, id, status: 'FAILED' })) });
  const { id: last } = await org.scope.db.outboxEvent.findFirstOrThrow({ orderBy: { id: 'desc' } });
  expect(await retryAllFailedMessages(org.scope, org.userId)).toEqual({ retried: 3, left: 0 });
  const jobs = await org.scope.db.outboxEvent.findMany({
    where: { id: { gt: last }, name: 'message.send' },
    orderBy: { id: 'asc' },
  });
  expect(jobs).toMatchObject(ids.map((messageId) => ({ payload: { messageId } })));
});

test('what fails again anyway, may have left, or failed long ago, is not sent again with what failed', async () => {
  const { id: conversationId } = await org.scope.db.conversation.findFirstOrThrow();
  await org.scope.db.message.updateMany({ where: { direction: 'OUTGOING' }, data: { status: 'SENT' } });
  const { channelId } = org;
  const base = {
    channelId,
    conversationId,
    direction: 'OUTGOING',
    sender: 'HUMAN',
    status: 'FAILED',
  } as const;
  const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000);
  await org.scope.db.message.createMany({
    data: [
      { ...base, id: newId(), errorCode: 'NOT_ON_WHATSAPP' },
      { ...base, id: newId(), errorCode: 'INVALID_PHONE' },
      { ...base, id: newId(), errorCode: 'RECIPIENT_BLOCKED' },
      { ...base, id: newId(), errorCode: 'BLOCKED' },
      { ...base, id: newId(), errorCode: 'OUTCOME_UNKNOWN' },
      { ...base, id: newId(), errorCode: 'GIVEN_UP' },
      { ...base, id: newId(), errorCode: 'TIMEOUT', updatedAt: hoursAgo(7 * 24 + 1) },
      { ...base, id: newId(), errorCode: 'TIMEOUT', updatedAt: hoursAgo(7 * 24 - 1) },
    ],
  });
  expect(await retryAllFailedMessages(org.scope, org.userId)).toEqual({ retried: 1, left: 0 });
  expect((await listFailedMessages(org.scope, { limit: 10 })).items).toHaveLength(7);
  const entry = { actorId: org.userId, action: 'messages.retried', details: { equals: { count: 1 } } };
  expect(await org.scope.db.activity.count({ where: entry })).toBeGreaterThan(0);
});

test('a failed message that was put aside is in no list until it fails anew', async () => {
  const { actorId } = { actorId: org.userId };
  const failed = async () => (await listFailedMessages(org.scope, { limit: 10 })).items;
  const counted = async () => (await countUnfinished(org.scope, since)).get(org.channelId)?.outgoing.failed;
  const messageId = (await failed())[0]?.id ?? '';
  await dismissFailedMessage(org.scope, { messageId, actorId });
  expect([await counted(), (await failed()).map(({ id }) => id)]).toEqual([
    6,
    expect.not.arrayContaining([messageId]),
  ]);
  await expect(dismissFailedMessage(org.scope, { messageId, actorId })).rejects.toThrow('NOT_FOUND');
  expect(await dismissAllFailedMessages(org.scope, actorId)).toBe(6);
  expect([await counted(), await failed(), (await getOverview(org.scope)).failedMessages]).toEqual([
    0,
    [],
    0,
  ]);
  expect(await org.announced()).toContain('queues.updated');
  const entries = await org.scope.db.activity.findMany({ where: { action: 'messages.dismissed' } });
  expect(entries.map(({ details }) => details)).toEqual([{ count: 1 }, { count: 6 }]);

  await retryMessage(org.scope, messageId);
  await org.scope.db.message.update({ where: { id: messageId }, data: { status: 'FAILED' } });
  expect((await failed()).map(({ id }) => id)).toEqual([messageId]);
});
