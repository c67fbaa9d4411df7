import { Prisma } from '@soul-kg-crm/database';
import { newId } from '@soul-kg-crm/shared/ids';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import * as z from 'zod';
import { recordSessionFacts } from '../src/channels/record-session-facts.ts';
import { updateConversation } from '../src/conversations/update-conversation.ts';
import { storeInboundEvent, storeInboundEvents } from '../src/inbound/store-inbound-event.ts';
import { claimMessage } from '../src/outbound/claim-message.ts';
import { type ClaimRequest, noteSends } from '../src/outbound/note-sends.ts';
import { queueMessage } from '../src/outbound/queue-message.ts';
import { queueMessageToPhone } from '../src/outbound/queue-message-to-phone.ts';
import { recordSent } from '../src/outbound/record-sent.ts';
import { type TestOrganization, testOrganization } from './support/organization.ts';
import { rowsRead } from './support/rows-read.ts';

let org: TestOrganization;
const LEASE = 7n;

beforeAll(async () => {
  org = await testOrganization();
  const worker = await org.database.system.worker.create({ data: { name: 'test', capacity: 1 } });
  const { channelId } = org;
  await org.database.system.channelLease.create({
    data: { channelId, workerId: worker.id, generation: LEASE },
  });
});

beforeEach(() =>
  recordSessionFacts(org.scope, org.channelId, { newChats: { blockedUntil: null, quota: null, used: null } }),
);

afterAll(() => org?.[Symbol.asyncDispose]());

let number = 0;
const queue = (content = 'Ответ') => {
  number += 1;
  const to = `+99655560${String(number).padStart(4, '0')}`;
  return queueMessageToPhone(org.scope, { to, content, sender: 'HUMAN', senderId: org.userId });
};
const request = (messageId: string, more = {}) => ({
  ...{
    organizationId: org.scope.organizationId,
    channelId: org.channelId,
    leaseGeneration: LEASE,
    messageId,
  },
  ...more,
});
const claimMany = async (...claims: ClaimRequest[]) => {
  const { claimed } = await noteSends(org.database.statement, { claims, reports: [] });
  return [...claimed.values()];
};
const claim = (...ids: string[]) => claimMany(...ids.map((id) => request(id)));
const reportOf = (messageId: string, providerMessageId: string) => ({
  ...{ organizationId: org.scope.organizationId, messageId, providerMessageId },
});
const report = async (messageId: string, providerMessageId: string) => {
  const reports = [reportOf(messageId, providerMessageId)];
  return (await noteSends(org.database.statement, { claims: [], reports })).sent;
};
const rowOf = (id: string) =>
  org.scope.db.message.findUniqueOrThrow({ where: { id }, include: { conversation: true } });

test('many are taken at once just as each would be by itself', async () => {
  const texts = await Promise.all(['a', 'b', 'c'].map((content) => queue(content)));
  const lone = await queue('d');
  await org.announced();
  const taken = await claim(...texts.map(({ id }) => id));
  expect(await org.announced()).toEqual(['messages.updated']);
  const loneClaim = await claimMessage(org.scope, lone.id);
  expect(taken.map(({ content }) => content).sort()).toEqual(['a', 'b', 'c']);
  const [first] = taken;
  expect(Object.keys(first ?? {}).sort()).toEqual(
    Object.keys('message' in loneClaim ? loneClaim.message : {}).sort(),
  );
  const expected = await rowOf(lone.id);
  for (const { messageId, sendKey, chatId } of taken) {
    const row = await rowOf(messageId);
    expect(row).toMatchObject({ status: 'SENDING', attempts: 1, sendKey, errorCode: null });
    expect(row.claimedAt).toBeInstanceOf(Date);
    expect(row.conversation).toMatchObject({ lastMessageStatus: 'SENDING', providerChatId: chatId });
    expect(row.sendKey?.length).toBe(expected.sendKey?.length);
  }
});

test('what is asked for by several at once is taken by one of them', async () => {
  const texts = await Promise.all(Array.from({ length: 10 }, (_, n) => queue(String(n))));
  const ids = texts.map(({ id }) => id);
  const takers = [ids, ids.toReversed(), ids, ids.toReversed()].map((order) => claim(...order));
  const taken = (await Promise.all(takers)).flat().map(({ messageId }) => messageId);
  expect(taken.sort()).toEqual(ids.sort());
});

test('what is not plain, or not its to take, is left as it is', async () => {
  const text = await queue();
  const { conversationId } = text;
  const draft = { conversationId, sender: 'HUMAN', senderId: null } as const;
  const quoting = await queueMessage(org.scope, { ...draft, content: 'цитата', quotedMessageId: text.id });
  await org.scope.db.message.update({ where: { id: text.id }, data: { status: 'UNCONFIRMED' } });
  const plain = await queue();
  expect(await claim(text.id, quoting.id)).toEqual([]);
  const strangers = [{ leaseGeneration: LEASE - 1n }, { organizationId: newId() }, { channelId: newId() }];
  for (const more of strangers) {
    expect(await claimMany(request(plain.id, more))).toEqual([]);
  }
  const inAnHour = new Date(Date.now() + 3_600_000);
  for (const newChats of [
    { blockedUntil: inAnHour, quota: null, used: null },
    { blockedUntil: null, quota: 5, used: 5 },
  ]) {
    await recordSessionFacts(org.scope, org.channelId, { newChats });
    expect(await claim(plain.id)).toEqual([]);
  }
  expect(await rowOf(plain.id)).toMatchObject({ status: 'PENDING', attempts: 0, claimedAt: null });
});

test('whom we have reached before is nobody new, whatever WhatsApp allows towards those', async () => {
  const first = await queue();
  const { conversationId } = first;
  const draft = { conversationId, content: 'и ещё', sender: 'HUMAN', senderId: null } as const;
  const next = await queueMessage(org.scope, draft);
  await recordSessionFacts(org.scope, org.channelId, { newChats: { blockedUntil: null, quota: 5, used: 5 } });
  expect(await claimMessage(org.scope, next.id)).toEqual({ kind: 'wait' });
  const where = { id: first.id };
  await org.scope.db.message.update({ where, data: { status: 'SENT', sentAt: new Date() } });
  expect(await claimMessage(org.scope, next.id)).toMatchObject({ kind: 'send' });
});

test('what somebody else holds just now holds up none of the others', async () => {
  const [heldBack, inHeldChat, left, leftInHeldChat, free] = await Promise.all(
    Array.from({ length: 5 }, () => queue()),
  );
  const idOf = (id: string) => `true_996555600000@c.us_OWN${id}`;
  await claim(left?.id ?? '', leftInHeldChat?.id ?? '');
  await org.scope.transaction(async (tx) => {
    const messages = [heldBack?.id, left?.id];
    const chats = [inHeldChat?.conversationId, leftInHeldChat?.conversationId];
    await tx.raw(Prisma.sql`SELECT id FROM messages WHERE id = ANY(${messages}::uuid[]) FOR UPDATE`);
    await tx.raw(Prisma.sql`SELECT id FROM conversations WHERE id = ANY(${chats}::uuid[]) FOR UPDATE`);
    const { claimed, sent } = await noteSends(org.database.statement, {
      claims: [heldBack, inHeldChat, free].map((message) => request(message?.id ?? '')),
      reports: [left, leftInHeldChat].map((message) => reportOf(message?.id ?? '', idOf(message?.id ?? ''))),
    });
    expect([...claimed.keys()]).toEqual([free?.id]);
    expect([...sent]).toEqual([]);
  });
  // Each goes on by itself.
  expect(await claim(heldBack?.id ?? '', inHeldChat?.id ?? '')).toHaveLength(2);
  for (const message of [left, leftInHeldChat]) {
    expect((await report(message?.id ?? '', idOf(message?.id ?? ''))).size).toBe(1);
    expect(await rowOf(message?.id ?? '')).toMatchObject({
      ...{ status: 'SENT', conversation: { lastMessageStatus: 'SENT' } },
    });
  }
});

test('many are noted as sent; an ack or an echo that came first is left to the one by one way', async () => {
  const [noted, acked, echoed] = await Promise.all([queue(), queue(), queue()]);
  await claim(noted.id, acked.id, echoed.id);
  const idOf = (id: string) => `true_996555600000@c.us_OWN${id}`;
  // WhatsApp gave them ids of its own, so nothing that came first could be recognised.
  const ack = { providerMessageId: idOf(acked.id), level: 'READ' } as const;
  await storeInboundEvent(org.scope, org.channelId, { kind: 'ack', ack });
  await org.receives({ isFromMe: true, ack: 'SENT', providerMessageId: idOf(echoed.id) });
  await org.announced();
  for (const { id } of [noted, acked, echoed]) {
    const { size } = await report(id, idOf(id));
    expect(size).toBe(id === noted.id ? 1 : 0);
  }
  expect(await org.announced()).toEqual(['messages.updated']);
  expect(await rowOf(noted.id)).toMatchObject({
    ...{ status: 'SENT', providerMessageId: idOf(noted.id), conversation: { lastMessageStatus: 'SENT' } },
  });
  await recordSent(org.scope, acked.id, { providerMessageId: idOf(acked.id), ack: null });
  await recordSent(org.scope, echoed.id, { providerMessageId: idOf(echoed.id), ack: null });
  expect((await rowOf(acked.id)).status).toBe('READ');
  expect((await rowOf(echoed.id)).status).toBe('SENT');
  expect((await report(noted.id, idOf(noted.id))).size).toBe(0);
});

test('what one lane takes and what another has sent are one statement, told as one announcement', async () => {
  const [left, next, gone] = await Promise.all([queue('ушло'), queue('дальше'), queue('без заявки')]);
  const [{ sendKey } = { sendKey: '' }] = await claim(left.id);
  await org.announced();
  const { claimed, sent } = await noteSends(org.database.statement, {
    claims: [request(next.id)],
    reports: [
      reportOf(left.id, `true_996555600000@c.us_${sendKey}`),
      reportOf(gone.id, 'true_996555600000@c.us_X'),
    ],
  });
  expect([...claimed.keys()]).toEqual([next.id]);
  expect([...sent]).toEqual([left.id]);
  expect(await org.announced()).toEqual(['messages.updated']);
  const rows = await Promise.all([left, next, gone].map(({ id }) => rowOf(id)));
  expect(rows.map(({ status, attempts }) => [status, attempts])).toEqual([
    ['SENT', 1],
    ['SENDING', 1],
    ['PENDING', 0],
  ]);
  expect(rows.map(({ conversation }) => conversation.lastMessageStatus)).toEqual([
    'SENT',
    'SENDING',
    'PENDING',
  ]);
});

test('of the changes in a message’s life only its sending is noted in the indexes', async () => {
  const { id } = await queue();
  const before = await versions();
  await claim(id);
  expect(await versions()).toMatchObject({ all: before.all + 1, light: before.light + 1 });
  const providerMessageId = `true_996555600000@c.us_${(await rowOf(id)).sendKey}`;
  await report(id, providerMessageId);
  expect(await versions()).toMatchObject({ all: before.all + 2, light: before.light + 1 });
  await org.acks(providerMessageId, 'DELIVERED');
  await org.acks(providerMessageId, 'READ');
  const { status, stage, conversation } = await rowOf(id);
  expect([status, stage]).toEqual(['READ', 'SENT']);
  expect(await versions()).toMatchObject({ all: before.all + 4, light: before.light + 3 });
  const chatId = conversation.providerChatId;
  const contact = { phone: `+${chatId.split('@')[0]}`, lid: null, name: null };
  await org.receives({ chatId, contact });
  await updateConversation(org.scope, { conversationId: conversation.id, isRead: true }, null);
  expect(await versions()).toMatchObject({ all: before.all + 5, light: before.light + 4 });
});

/** Versions that PostgreSQL has written of messages, and how many of them without touching an index. */
async function versions(): Promise<{ all: number; light: number }> {
  // Each connection tells its own, and these are all there are.
  const flush = () => org.database.statement(Prisma.sql`SELECT pg_stat_force_next_flush(), pg_sleep(0.05)`);
  await Promise.all(Array.from({ length: 6 }, flush));
  const [found] = await org.database.statement(Prisma.sql`
    SELECT n_tup_upd::int AS all, n_tup_hot_upd::int AS light FROM pg_stat_user_tables WHERE relname = 'messages'`);
  return z.object({ all: z.number(), light: z.number() }).parse(found);
}

test('an ack that came first is looked for by its key, also with the plan of the time when there was none', async () => {
  const { statement } = org.database;
  for (let n = 0; n < 8; n += 1) {
    const { id } = await queue();
    await claim(id);
    await report(id, `true_plan_${n}`);
  }
  const acks = Array.from({ length: 1_000 }, (_, n) => ({
    ...{ kind: 'ack' as const, ack: { providerMessageId: `true_other_${n}`, level: 'DELIVERED' as const } },
  }));
  await storeInboundEvents(org.scope, org.channelId, acks);
  const texts = await Promise.all(Array.from({ length: 10 }, () => queue()));
  await claim(...texts.map(({ id }) => id));
  const before = await rowsRead(statement);
  await noteSends(statement, {
    claims: [],
    reports: texts.map(({ id }, n) => reportOf(id, `true_text_${n}`)),
  });
  expect((await rowsRead(statement)) - before).toBeLessThan(10 * 50);
});
