import { Prisma } from '@soul-kg-crm/database';
import { messageIdAt, newId } from '@soul-kg-crm/shared/ids';
import { waitFor, waitingForLocks } from '@soul-kg-crm/tooling/test-world';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mergeClients } from '../src/clients/merge-clients.ts';
import { listMerges, undoMerge } from '../src/clients/undo-merge.ts';
import { updateClient } from '../src/clients/update-client.ts';
import { showNewest } from '../src/conversations/show-newest.ts';
import { updateConversation } from '../src/conversations/update-conversation.ts';
import type { ReceivedMessage } from '../src/inbound/channel-event.ts';
import { processInboundEvent } from '../src/inbound/process-inbound-event.ts';
import { storeInboundEvent } from '../src/inbound/store-inbound-event.ts';
import { lockMessage } from '../src/outbound/lock-message.ts';
import { queueMessage } from '../src/outbound/queue-message.ts';
import { incoming, type TestOrganization, testOrganization } from './support/organization.ts';

let org: TestOrganization;

beforeAll(async () => {
  org = await testOrganization();
});

afterAll(() => org?.[Symbol.asyncDispose]());

const from = (digits: string, name: string | null = null) => ({
  chatId: `${digits}@c.us`,
  contact: { phone: `+${digits}`, lid: null, name },
});

/** Unlike a plain text, what quotes is written by its job alone. */
const quoting = { quotedProviderMessageId: 'true_996555000111@c.us_3EB0' };

const conversationWith = (phone: string) =>
  org.scope.db.conversation.findFirstOrThrow({
    where: { client: { identities: { some: { value: phone } } } },
    include: { client: true },
  });

test("a customer's first message makes client, conversation and message, and tells the dashboards", async () => {
  await org.announced();
  await org.receives({ ...from('996555100001', 'Бакыт'), content: 'Есть  доставка\nв Ош? 👍' });
  const conversation = await conversationWith('+996555100001');
  expect(conversation).toMatchObject({
    status: 'OPEN',
    unreadCount: 1,
    lastMessagePreview: 'Есть доставка в Ош? 👍',
    lastMessageDirection: 'INCOMING',
    client: { name: 'Бакыт', phone: '+996555100001' },
  });
  const messages = await org.scope.db.message.findMany({ where: { conversationId: conversation.id } });
  expect(messages).toHaveLength(1);
  expect(await org.announced()).toEqual([
    'inbound.process',
    'messages.created',
    'client.enrich',
    'client.look-up',
  ]);
});

test('a new client is a NEW_LEAD', async () => {
  await org.receives(from('996555100021', 'Нургуль'));
  const { client } = await conversationWith('+996555100021');
  expect(client).toMatchObject({ status: 'NEW_LEAD' });
  await updateClient(org.scope, { clientId: client.id, status: 'CUSTOMER' }, org.userId);
  await org.receives(from('996555100021', 'Нургуль'));
  expect((await conversationWith('+996555100021')).client.status).toBe('CUSTOMER');
});

test('the conversation with a client is found, or made on the channel WHATSAPP', async () => {
  await org.receives(from('996555100022'));
  const made = await conversationWith('+996555100022');
  expect(made).toMatchObject({ channelId: org.channelId, channelType: 'WHATSAPP' });
  await org.receives(from('996555100022'));
  expect(await org.scope.db.conversation.findMany({ where: { clientId: made.clientId } })).toMatchObject([
    { id: made.id },
  ]);
});

test("a customer's message is INCOMING, and PENDING until somebody has read it", async () => {
  await org.receives(from('996555100023'));
  const { id: conversationId } = await conversationWith('+996555100023');
  const stored = () => org.scope.db.message.findFirstOrThrow({ where: { conversationId } });
  expect(await stored()).toMatchObject({ direction: 'INCOMING', status: 'PENDING' });
  await updateConversation(org.scope, { conversationId, isRead: true }, org.userId);
  expect(await stored()).toMatchObject({ direction: 'INCOMING', status: 'READ' });
});

test('what came after the newest message that somebody saw stays unread, also while more comes', async () => {
  for (let number = 1; number <= 3; number += 1) await org.receives(from('996555100024'));
  const { id: conversationId, unreadCount } = await conversationWith('+996555100024');
  expect(unreadCount).toBe(3);
  const messages = await org.scope.db.message.findMany({ where: { conversationId }, orderBy: { id: 'asc' } });
  const read = (upToMessageId?: string) =>
    updateConversation(org.scope, { conversationId, isRead: true, upToMessageId }, org.userId);
  expect(await read(messages[1]?.id)).toMatchObject({ unreadCount: 1 });
  const statuses = await org.scope.db.message.findMany({ where: { conversationId }, orderBy: { id: 'asc' } });
  expect(statuses.map(({ status }) => status)).toEqual(['READ', 'READ', 'PENDING']);
  expect(await read(messages[0]?.id)).toMatchObject({ unreadCount: 1 });

  await Promise.all([
    ...Array.from({ length: 4 }, () => org.receives(from('996555100024'))),
    ...Array.from({ length: 4 }, () => read(messages[2]?.id)),
  ]);
  const after = await conversationWith('+996555100024');
  expect(after.unreadCount).toBe(4);
  expect(await read()).toMatchObject({ unreadCount: 0 });
  await expect(read(newId())).rejects.toMatchObject({
    ...{ code: 'VALIDATION_FAILED', fields: [{ field: 'upToMessageId' }] },
  });
});

test('what is read after a connect stands before what came live meanwhile, however young it is', async () => {
  const phone = '996555100025';
  const nowMs = Date.now();
  const ofSecond = (content: string, agoMs: number) => ({
    ...incoming(from(phone)),
    content,
    sentAtMs: nowMs - agoMs,
  });
  const live = { kind: 'message', message: ofSecond('live', 2_000) } as const;
  const missed = { kind: 'message', message: ofSecond('missed', 9_000), isCaughtUp: true } as const;
  for (const event of [live, missed]) await storeInboundEvent(org.scope, org.channelId, event);
  const { id: conversationId } = await conversationWith(`+${phone}`);
  const thread = await org.scope.db.message.findMany({ where: { conversationId }, orderBy: { id: 'asc' } });
  expect(thread.map(({ content }) => content)).toEqual(['missed', 'live']);
});

test('the same event twice, and the same event processed twice at once, is one message', async () => {
  const message = incoming(from('996555100002'));
  const event = { kind: 'message', message } as const;
  const [first, second] = await Promise.all([
    storeInboundEvent(org.scope, org.channelId, event),
    storeInboundEvent(org.scope, org.channelId, event),
  ]);
  expect([first.isNew, second.isNew].sort()).toEqual([false, true]);
  const id = first.inboundEventId ?? second.inboundEventId ?? '';
  await Promise.all([1, 2, 3].map(() => processInboundEvent(org.scope, id)));
  const conversation = await conversationWith('+996555100002');
  expect(conversation.unreadCount).toBe(1);
  expect(await org.scope.db.message.count({ where: { conversationId: conversation.id } })).toBe(1);
});

test('a burst of a new client, all at once, is one client and one conversation in the order of arrival', async () => {
  const ids: string[] = [];
  for (let index = 0; index < 12; index += 1) {
    const message = incoming({ ...from('996555100003', 'Gulnara'), content: String(index) });
    const stored = await storeInboundEvent(org.scope, org.channelId, { kind: 'message', message });
    ids.push(stored.inboundEventId ?? '');
  }
  const settled = await Promise.allSettled(ids.toReversed().map((id) => processInboundEvent(org.scope, id)));
  // A job whose transaction lost a race is run again by its queue.
  for (const id of ids) await processInboundEvent(org.scope, id);
  expect(settled.filter((one) => one.status === 'rejected')).toEqual([]);
  const conversation = await conversationWith('+996555100003');
  expect(conversation).toMatchObject({ unreadCount: 12, lastMessagePreview: '11' });
  const messages = await org.scope.db.message.findMany({
    where: { conversationId: conversation.id },
    orderBy: { id: 'asc' },
  });
  expect(messages.map((message) => message.content)).toEqual(ids.map((_, index) => String(index)));
  expect(await org.scope.db.client.count({ where: { phone: '+996555100003' } })).toBe(1);
});

test('a closed conversation opens again; reading it empties the counter and marks the messages', async () => {
  await org.receives(from('996555100004'));
  const { id } = await conversationWith('+996555100004');
  const close = () =>
    updateConversation(org.scope, { conversationId: id, status: 'CLOSED', isRead: true }, org.userId);
  expect(await close()).toMatchObject({ status: 'CLOSED', unreadCount: 0 });
  expect(await org.scope.db.message.findMany({ where: { conversationId: id } })).toMatchObject([
    { status: 'READ' },
  ]);
  for (const kind of [{}, quoting]) {
    await close();
    await org.receives({ ...from('996555100004'), ...kind });
    expect(await conversationWith('+996555100004')).toMatchObject({ status: 'OPEN', unreadCount: 1 });
  }
});

test('a typed name stays, a pushname fills a nameless client', async () => {
  await org.receives(from('996555100005'));
  const { client } = await conversationWith('+996555100005');
  expect(client.name).toBe('+996555100005');
  await org.receives(from('996555100005', ' '));
  expect((await conversationWith('+996555100005')).client.name).toBe('+996555100005');
  await org.receives(from('996555100005', 'Timur '));
  expect((await conversationWith('+996555100005')).client.name).toBe('Timur');
  await updateClient(org.scope, { clientId: client.id, name: 'Тимур Асанов' }, org.userId);
  for (const kind of [{}, quoting]) {
    await org.receives({ ...from('996555100005', 'T1mur 😎'), ...kind });
    expect((await conversationWith('+996555100005')).client.name).toBe('Тимур Асанов');
  }
});

test('a privacy id and a phone that turn out to be one person become one client', async () => {
  const lid = '77700000000001@lid';
  await org.receives({ chatId: lid, contact: { phone: null, lid, name: null }, content: 'по lid' });
  await org.receives({ ...from('996555100006', 'Azamat'), content: 'по номеру' });
  expect((await conversationWith(lid)).client.name).toBe('WhatsApp 0001');
  await org.receives({
    chatId: lid,
    contact: { phone: '+996555100006', lid, name: 'Azamat' },
    content: 'оба',
  });
  const conversation = await conversationWith('+996555100006');
  expect(await conversationWith(lid)).toMatchObject({ id: conversation.id });
  expect(conversation).toMatchObject({
    unreadCount: 3,
    lastMessagePreview: 'оба',
    providerChatId: lid,
    client: { name: 'Azamat', phone: '+996555100006' },
  });
  const thread = await org.scope.db.message.findMany({
    where: { conversationId: conversation.id },
    orderBy: { id: 'asc' },
  });
  expect(thread.map((message) => message.content)).toEqual(['по lid', 'по номеру', 'оба']);
  const [log] = await org.scope.db.activity.findMany({ where: { action: 'client.merged' } });
  expect(log?.details).toMatchObject({
    identities: [{ kind: 'WHATSAPP_LID', value: lid }],
    messageIds: [expect.any(String)],
  });
});

test('a message that is just being written while its client is merged moves along', async () => {
  const lid = '77700000000011@lid';
  const both = { phone: '+996555100031', lid, name: null };
  await org.receives({ chatId: lid, contact: { phone: null, lid, name: null } });
  await org.receives(from('996555100031'));
  const { id: conversationId, channelId } = await conversationWith(lid);
  const [isWritten, isToEnd] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const id = newId();
  const writing = org.scope.transaction(async (tx) => {
    const sent = { direction: 'OUTGOING', sender: 'HUMAN', content: 'уже пишется' } as const;
    await tx.db.message.create({ data: { id, channelId, conversationId, ...sent } });
    isWritten.resolve();
    await isToEnd.promise;
  });
  await isWritten.promise;
  const merging = org.receives({ chatId: lid, contact: both });
  await waitFor(async () => (await waitingForLocks(org.database.system)) > 0, {
    what: 'the merge waits for the message',
  });
  isToEnd.resolve();
  await Promise.all([writing, merging]);
  const merged = await conversationWith('+996555100031');
  expect(merged.id).not.toBe(conversationId);
  expect(await org.scope.db.message.findUnique({ where: { id } })).toMatchObject({
    conversationId: merged.id,
    content: 'уже пишется',
  });
});

test('a merge waits for a message before it takes the conversation, as everybody who changes one does', async () => {
  const lid = '77700000000012@lid';
  await org.receives({ chatId: lid, contact: { phone: null, lid, name: null } });
  await org.receives(from('996555100032'));
  const { id, lastMessageId } = await conversationWith(lid);
  let merging: Promise<void> | undefined;
  await org.scope.transaction(async (tx) => {
    await lockMessage(tx, lastMessageId ?? '');
    merging = org.receives({ chatId: lid, contact: { phone: '+996555100032', lid, name: null } });
    await waitFor(async () => (await waitingForLocks(org.database.system)) > 0, {
      what: 'the merge waits for the message',
    });
    const free = Prisma.sql`SELECT id FROM conversations WHERE id = ${id}::uuid FOR NO KEY UPDATE NOWAIT`;
    expect(await tx.raw(free)).toHaveLength(1);
  });
  await merging;
  expect((await conversationWith(lid)).id).not.toBe(id);
});

test('who answers while the client is merged answers in the conversation that is left', async () => {
  const lid = '77700000000013@lid';
  await org.receives({ chatId: lid, contact: { phone: null, lid, name: null } });
  await org.receives(from('996555100033'));
  const [gone, kept] = [await conversationWith(lid), await conversationWith('+996555100033')];
  let answering: Promise<{ conversationId: string }> | undefined;
  await org.scope.transaction(async (tx) => {
    await mergeClients(tx, gone.client, kept.client);
    const draft = { content: 'Сейчас посмотрю', sender: 'HUMAN', senderId: org.userId } as const;
    answering = queueMessage(org.scope, { ...draft, conversationId: gone.id });
    await waitFor(async () => (await waitingForLocks(org.database.system)) > 0, {
      what: 'the answer waits for the merge',
    });
  });
  expect(await answering).toMatchObject({ conversationId: kept.id });
});

test('a merge can be taken back: both are there again, and are not merged anew', async () => {
  const lid = '77700000000009@lid';
  const both = { phone: '+996555100019', lid, name: 'Askar' };
  await org.receives({ chatId: lid, contact: { phone: null, lid, name: null }, content: 'по lid' });
  await org.receives({ ...from('996555100019', 'Askar'), content: 'по номеру' });
  await org.receives({ chatId: lid, contact: both, content: 'оба' });
  const { clientId } = await conversationWith('+996555100019');
  const [merge] = await listMerges(org.scope, clientId);
  expect(merge).toMatchObject({ name: 'WhatsApp 0009', phone: null });

  const restored = await undoMerge(org.scope, { clientId, mergeId: merge?.mergeId ?? '' }, org.userId);
  const [byPhone, byLid] = [await conversationWith('+996555100019'), await conversationWith(lid)];
  expect(byLid).toMatchObject({ clientId: restored.id, lastMessagePreview: 'по lid' });
  expect(byPhone).toMatchObject({ clientId, lastMessagePreview: 'оба' });
  expect(await listMerges(org.scope, clientId)).toEqual([]);
  const again = undoMerge(org.scope, { clientId, mergeId: merge?.mergeId ?? '' }, org.userId);
  await expect(again).rejects.toMatchObject({ code: 'MERGE_UNDONE' });

  await org.receives({ chatId: lid, contact: both, content: 'снова' });
  expect(await conversationWith(lid)).toMatchObject({ clientId: restored.id, lastMessagePreview: 'снова' });
  expect((await conversationWith('+996555100019')).clientId).toBe(clientId);
});

test('a message that comes while a merge is taken back is counted as unread', async () => {
  const lid = '77700000000014@lid';
  const both = { phone: '+996555100034', lid, name: null };
  await org.receives({ chatId: lid, contact: { phone: null, lid, name: null } });
  await org.receives(from('996555100034'));
  await org.receives({ chatId: '996555100034@c.us', contact: both });
  const { id: conversationId, channelId, clientId, unreadCount } = await conversationWith('+996555100034');
  expect(unreadCount).toBe(3);
  const [merge] = await listMerges(org.scope, clientId);
  let undoing: Promise<unknown> | undefined;
  await org.scope.transaction(async (tx) => {
    const told = { direction: 'INCOMING', sender: 'CLIENT', content: 'ещё' } as const;
    const data = { id: newId(), channelId, conversationId, ...told };
    await showNewest(tx, await tx.db.message.create({ data }));
    undoing = undoMerge(org.scope, { clientId, mergeId: merge?.mergeId ?? '' }, org.userId);
    await waitFor(async () => (await waitingForLocks(org.database.system)) > 0, {
      what: 'the undoing waits for the message',
    });
  });
  await undoing;
  expect(await conversationWith('+996555100034')).toMatchObject({
    unreadCount: 3,
    lastMessagePreview: 'ещё',
  });
  expect(await conversationWith(lid)).toMatchObject({ unreadCount: 1 });
});

test('a message that comes while its conversation is marked as read stays unread, and is counted once', async () => {
  await org.receives(from('996555100035'));
  const { id: conversationId, channelId, lastMessageId } = await conversationWith('+996555100035');
  const seen = lastMessageId ?? '';
  // The first one was written before, and is read after an absence.
  const missedId = messageIdAt(Date.now() - 9_000, Date.now(), true);
  for (const [id, upToMessageId] of [[missedId, seen], [newId(), seen], [newId()]] as const) {
    let marking: Promise<unknown> | undefined;
    await org.scope.transaction(async (tx) => {
      const told = { direction: 'INCOMING', sender: 'CLIENT', content: 'ещё' } as const;
      const data = { id, channelId, conversationId, ...told };
      await showNewest(tx, await tx.db.message.create({ data }));
      const change = { conversationId, isRead: true, upToMessageId } as const;
      marking = updateConversation(org.scope, change, org.userId);
      await waitFor(async () => (await waitingForLocks(org.database.system)) > 0, {
        what: 'the mark waits for the message',
      });
    });
    await marking;
    const unread = { conversationId, direction: 'INCOMING', status: 'PENDING' } as const;
    expect(await org.scope.db.message.count({ where: unread })).toBe(1);
    expect(await conversationWith('+996555100035')).toMatchObject({ unreadCount: 1 });
  }
});

test('the same message under the other form of the chat id is the same message', async () => {
  const lid = '77700000000002@lid';
  const contact = { phone: '+996555100007', lid, name: null };
  await org.receives({ contact, chatId: lid, providerMessageId: `false_${lid}_3A0000000000000000A7` });
  await org.receives({
    contact,
    chatId: '996555100007@c.us',
    providerMessageId: 'false_996555100007@c.us_3A0000000000000000A7',
  });
  expect((await conversationWith(lid)).unreadCount).toBe(1);
});

/** Written on the phone of the business. */
const onThePhone = (digits: string, key: string) => ({
  ...from(digits),
  isFromMe: true,
  providerMessageId: `true_${digits}@c.us_3A${key.padStart(18, '0')}`,
});

test('what was written on the phone appears as ours', async () => {
  await org.receives(from('996555100008'));
  const content = 'с телефона';
  await org.receives({ ...onThePhone('996555100008', 'A8'), content, ack: 'DELIVERED' });
  const conversation = await conversationWith('+996555100008');
  expect(conversation).toMatchObject({ lastMessagePreview: content, lastMessageStatus: 'DELIVERED' });
  const [own] = await org.scope.db.message.findMany({
    where: { conversationId: conversation.id, direction: 'OUTGOING' },
  });
  expect(own).toMatchObject({ sender: 'HUMAN', senderId: null, status: 'DELIVERED' });
});

test('whoever answers on the phone has read what stands before it; the phone by itself has not', async () => {
  const digits = '996555100048';
  const sentAtMs = Date.now() - 30_000;
  await org.receives({ ...from(digits), content: 'a', sentAtMs });
  await org.receives({ ...onThePhone(digits, 'B1'), content: 'Спасибо!', sentAtMs: sentAtMs + 2_000 });
  expect(await conversationWith(`+${digits}`)).toMatchObject({ unreadCount: 1 });
  await org.announced();
  await org.receives({ ...onThePhone(digits, 'B2'), content: 'да', sentAtMs: sentAtMs + 20_000 });
  const { id: conversationId, unreadCount } = await conversationWith(`+${digits}`);
  expect(unreadCount).toBe(0);
  expect(await org.announced()).toContain('conversation.updated');
  const where = { conversationId, direction: 'INCOMING' } as const;
  expect(await org.scope.db.message.findFirst({ where })).toMatchObject({
    status: 'READ',
    readAt: new Date(sentAtMs + 20_000),
  });
});

const PHOTO = {
  ...{ mimeType: 'image/jpeg', fileName: null, size: 1000 },
  ...{ width: null, height: null, durationMs: null },
};

test('what is processed after the answer on the phone that follows it is read as well; after the phone by itself it is not', async () => {
  const digits = '996555100050';
  const sentAtMs = Date.now() - 30_000;
  const stored = async (message: Partial<ReceivedMessage>) => {
    const event = { kind: 'message', message: incoming({ ...from(digits), ...message }) } as const;
    return (await storeInboundEvent(org.scope, org.channelId, event)).inboundEventId ?? '';
  };
  const photo = { kind: 'IMAGE', content: '', media: PHOTO } as const;
  const first = await stored({ ...photo, sentAtMs });
  const greeting = await stored({
    ...onThePhone(digits, 'D1'),
    content: 'Спасибо!',
    sentAtMs: sentAtMs + 2_000,
  });
  for (const id of [greeting, first]) await processInboundEvent(org.scope, id);
  expect(await conversationWith(`+${digits}`)).toMatchObject({ unreadCount: 1 });

  const second = await stored({ ...photo, sentAtMs: sentAtMs + 10_000 });
  const answer = await stored({ ...onThePhone(digits, 'D2'), content: 'да', sentAtMs: sentAtMs + 20_000 });
  const third = await stored({ ...photo, sentAtMs: sentAtMs + 25_000 });
  for (const id of [answer, third, second]) await processInboundEvent(org.scope, id);
  const { id: conversationId, unreadCount } = await conversationWith(`+${digits}`);
  expect(unreadCount).toBe(1);
  const thread = await org.scope.db.message.findMany({ where: { conversationId }, orderBy: { id: 'asc' } });
  expect(thread.map(({ status }) => status)).toEqual(['READ', 'SENT', 'READ', 'SENT', 'PENDING']);
  expect(thread[2]?.readAt).toEqual(new Date(sentAtMs + 20_000));
});

test('an answer of former days that is read after an absence marks what stands before it, and no more', async () => {
  const digits = '996555100049';
  const dayMs = 86_400_000;
  const nowMs = Date.now();
  const told = async (message: ReturnType<typeof from>, daysAgo: number) => {
    const event = { kind: 'message', message: incoming({ ...message, sentAtMs: nowMs - daysAgo * dayMs }) };
    const { inboundEventId } = await storeInboundEvent(org.scope, org.channelId, {
      ...event,
      kind: 'message',
      isCaughtUp: true,
    });
    await processInboundEvent(org.scope, inboundEventId ?? '');
  };
  await told(from(digits), 0);
  await told(from(digits), 5);
  await told(onThePhone(digits, 'C1'), 4);
  const { id: conversationId, unreadCount } = await conversationWith(`+${digits}`);
  const thread = await org.scope.db.message.findMany({ where: { conversationId }, orderBy: { id: 'asc' } });
  expect(thread.map(({ status }) => status)).toEqual(['READ', 'SENT', 'PENDING']);
  expect(unreadCount).toBe(1);
});

test('an ack that overtakes its message is kept and applied', async () => {
  const providerMessageId = 'true_996555100009@c.us_3A0000000000000000A9';
  expect(await org.acks(providerMessageId, 'READ')).toBe('waiting');
  await org.receives({ ...from('996555100009'), isFromMe: true, providerMessageId, ack: 'SENT' });
  const message = await org.scope.db.message.findFirstOrThrow({ where: { providerMessageId } });
  expect(message.status).toBe('READ');
  const [ack] = await org.scope.db.inboundEvent.findMany({
    where: { providerEventId: `ack/READ/${providerMessageId}` },
  });
  expect(ack?.processedAt).not.toBeNull();
});

test('a quote finds its message, an unknown one is left out', async () => {
  const quotedProviderMessageId = 'false_996555100010@c.us_3A0000000000000000B0';
  await org.receives({
    ...from('996555100010'),
    providerMessageId: quotedProviderMessageId,
    content: 'вопрос',
  });
  await org.receives({ ...from('996555100010'), quotedProviderMessageId, content: 'уточнение' });
  await org.receives({ ...from('996555100010'), quotedProviderMessageId: 'false_x_y', content: 'другое' });
  const { id } = await conversationWith('+996555100010');
  const thread = await org.scope.db.message.findMany({
    where: { conversationId: id },
    orderBy: { id: 'asc' },
    include: { quotedMessage: true },
  });
  expect(thread.map((message) => message.quotedMessage?.content ?? null)).toEqual([null, 'вопрос', null]);
});

test('of a file, the kind, name, size and caption are kept, and it waits to be fetched', async () => {
  await org.announced();
  const media = {
    mimeType: 'image/jpeg',
    fileName: null,
    size: 1200,
    width: 640,
    height: 480,
    durationMs: null,
  };
  await org.receives({ ...from('996555100011'), kind: 'IMAGE', content: 'чек', media });
  expect(await org.announced()).toContain('media.download');
  const message = await org.scope.db.message.findFirstOrThrow({
    where: { content: 'чек' },
    include: { media: true },
  });
  expect(message.media).toMatchObject({ status: 'PENDING', kind: 'IMAGE', size: 1200, width: 640 });
  expect(message).toMatchObject({ kind: 'IMAGE', content: 'чек' });
  expect(message.media?.fileName).toMatch(/^image-.*\.jpg$/);
  const file = { ...media, mimeType: 'application/pdf', fileName: 'счёт.pdf' };
  await org.receives({ ...from('996555100011'), kind: 'DOCUMENT', content: '', media: file });
  expect(await org.scope.db.mediaFile.findFirst({ where: { kind: 'DOCUMENT' } })).toMatchObject({
    ...{ fileName: 'счёт.pdf', status: 'PENDING' },
  });
});

test('characters that PostgreSQL cannot keep do not stop a message', async () => {
  await org.receives({ ...from('996555100012'), content: 'a\u0000b\ud83d' });
  expect((await conversationWith('+996555100012')).lastMessagePreview).toBe('ab\ufffd');
});

test('lastMessageAt is the moment of the newest message, not of the one that came last', async () => {
  const old = { ...from('996555100013'), content: 'старое', sentAtMs: Date.now() - 7_200_000 };
  await org.receives({ ...from('996555100013'), content: 'новое' });
  await org.receives(old);
  await org.receives({ ...old, ...quoting });
  const conversation = await conversationWith('+996555100013');
  expect(conversation).toMatchObject({ lastMessagePreview: 'новое', unreadCount: 3 });
  const newest = await org.scope.db.message.findFirstOrThrow({
    where: { conversationId: conversation.id, content: 'новое' },
  });
  expect(conversation.lastMessageAt).toEqual(newest.createdAt);
});
