import { updateWhatsAppSettings } from '@soul-kg-crm/domain';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import {
  addBulkSendJobs,
  addSendMessageJob,
  closeAgents,
  configureAgents,
  sendBulkMessagesForAgent,
  sendMessageForAgent,
} from '../src/index.ts';
import { type LoginWorld, loginWorld } from './login-world.ts';

let world: LoginWorld;
let organizationId: string;
let userId: string;

beforeAll(async () => {
  world = await loginWorld();
  ({ organizationId } = await world.newOwner());
  ({ userId } = await world.database.system.member.findFirstOrThrow({ where: { organizationId } }));
  configureAgents(world.database);
});

afterAll(async () => {
  configureAgents(null);
  await world?.[Symbol.asyncDispose]();
});

const NUMBER = '+996700112233';
const say = (content: string, conversationId?: string) =>
  sendMessageForAgent(organizationId, NUMBER, content, conversationId, 'sales');
const messageOf = (id: string) =>
  world.database.forOrganization(organizationId).db.message.findUniqueOrThrow({ where: { id } });
const allowBulk = (enableMassSending: boolean) =>
  updateWhatsAppSettings(world.database.forOrganization(organizationId), {
    patch: { safety: { enableMassSending } },
    actorId: null,
  });

test('addSendMessageJob queues a text to a number, by whom and how urgent it is', async () => {
  const job = { organizationId, to: '+996700 11-22-33', content: 'Здравствуйте!', sender: 'HUMAN' } as const;
  const { messageId, conversationId, status } = await addSendMessageJob({ ...job, senderId: userId });
  expect(status).toBe('PENDING');
  expect(await messageOf(messageId)).toMatchObject({
    ...{ content: 'Здравствуйте!', sender: 'HUMAN', senderId: userId, priority: 1 },
  });
  const urgent = await addSendMessageJob({ ...job, conversationId, priority: 10 });
  expect(await messageOf(urgent.messageId)).toMatchObject({ conversationId, priority: 10, senderId: null });
  await expect(addSendMessageJob({ ...job, to: '12' })).rejects.toMatchObject({
    ...{ code: 'INVALID_PHONE', params: { reason: 'TOO_SHORT' } },
  });
});

test('addBulkSendJobs says how many were queued, and why the others were not', async () => {
  const messages = [
    { to: NUMBER, content: 'a' },
    { to: 'nobody', content: 'b' },
    { to: '+996700112255', content: ' ' },
  ];
  await allowBulk(true);
  expect(await addBulkSendJobs({ organizationId, messages, sender: 'HUMAN', priority: 3 })).toMatchObject({
    success: 1,
    failed: 2,
    errors: [
      { to: 'nobody', error: 'INVALID_PHONE', params: { reason: 'NOT_A_NUMBER' } },
      { to: '+996700112255', error: 'EMPTY_MESSAGE' },
    ],
  });
});

test('who is named twice with the same text in a bulk call gets it once', async () => {
  await allowBulk(true);
  const content = 'once';
  const messages = [
    { to: '+996700112301', content },
    { to: '996 700 112-301', content: ` ${content} ` },
    { to: '+996700112301', content: `${content}, and more` },
    { to: '+996700112302', content },
  ];
  const stored = async () =>
    (await world.database.system.message.findMany({ where: { content: { startsWith: content } } })).length;
  const told = { success: 4, failed: 0, errors: [] };
  expect(await sendBulkMessagesForAgent(organizationId, messages, 'reminder')).toEqual(told);
  expect(await stored()).toBe(3);
  expect(await addBulkSendJobs({ organizationId, messages, sender: 'HUMAN' })).toEqual(told);
  expect(await stored()).toBe(6);
  // An id of its own says that another one is meant.
  const own = [1, 2].map((n) => ({ to: '+996700112301', content, clientMessageId: `${content} ${n}` }));
  expect(await addBulkSendJobs({ organizationId, messages: own, sender: 'HUMAN' })).toEqual({
    ...told,
    success: 2,
  });
  expect(await stored()).toBe(8);
});

test('a priority that is none, and a text that is too long, are refused as such', async () => {
  const job = { organizationId, to: NUMBER, content: 'a', sender: 'AI' } as const;
  for (const priority of [0, 1.5, 11, 50, Number.NaN]) {
    const refused = { code: 'VALIDATION_FAILED', fields: [{ field: 'priority' }] };
    await expect(addSendMessageJob({ ...job, priority })).rejects.toMatchObject(refused);
    const bulk = addBulkSendJobs({ organizationId, messages: [job], sender: 'AI', priority });
    await expect(bulk).rejects.toMatchObject(refused);
  }
  await expect(addSendMessageJob({ ...job, content: 'a'.repeat(4_097) })).rejects.toMatchObject({
    ...{ code: 'VALIDATION_FAILED', fields: [{ field: 'content' }] },
  });
  await addSendMessageJob({ ...job, content: 'a'.repeat(4_096) });
});

test('what the database could not keep or look for is refused as such, and stops none of the others', async () => {
  await allowBulk(true);
  const refused = (field: string) => ({ code: 'VALIDATION_FAILED', params: { fields: field } });
  const job = { organizationId, to: NUMBER, content: 'a', sender: 'AI' } as const;
  const add = (more: object) => addSendMessageJob({ ...job, ...more });
  for (const content of ['a\u0000b', '😀'.slice(0, 1)]) {
    await expect(add({ content })).rejects.toMatchObject(refused('content'));
  }
  await expect(add({ senderId: '\u0000' })).rejects.toMatchObject(refused('senderId'));
  const asNobody = { sender: 'HUMAN', senderId: 'Айзада' } as const;
  await expect(add(asNobody)).rejects.toMatchObject(refused('senderId'));
  const bulk = addBulkSendJobs({ organizationId, messages: [job], ...asNobody });
  await expect(bulk).rejects.toMatchObject(refused('senderId'));
  await expect(add({ clientMessageId: '\u0000' })).rejects.toMatchObject(refused('clientMessageId'));
  for (const conversationId of ['', 'ticket-7', null]) {
    await expect(add({ conversationId })).rejects.toMatchObject(refused('conversationId'));
  }
  await expect(add({ organizationId: 'Ак-Сай' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const messages = [
    { to: NUMBER, content: 'a\u0000b' },
    { to: NUMBER, content: 'a', conversationId: 'ticket-7' },
    { to: NUMBER, content: 'the last one' },
  ];
  expect(await addBulkSendJobs({ organizationId, messages, sender: 'AI' })).toMatchObject({
    ...{ success: 1, failed: 2 },
    errors: [
      { to: NUMBER, error: 'VALIDATION_FAILED', params: { fields: 'content' } },
      { to: NUMBER, error: 'VALIDATION_FAILED', fields: [{ field: 'conversationId', message: 'Not an id' }] },
    ],
  });
});

test('an id of its own that says nothing makes no two messages one, and is refused', async () => {
  await allowBulk(true);
  const job = { organizationId, to: NUMBER, content: 'Заказ готов', sender: 'AI' } as const;
  for (const clientMessageId of ['', 'x'.repeat(101)]) {
    const refused = { code: 'VALIDATION_FAILED', params: { fields: 'clientMessageId' } };
    for (const isNotice of [false, true]) {
      const sent = addSendMessageJob({ ...job, clientMessageId, isNotice });
      await expect(sent).rejects.toMatchObject(refused);
    }
    const messages = [
      { to: NUMBER, content: 'Заказ готов', clientMessageId },
      { to: NUMBER, content: 'Заказ готов' },
    ];
    const bulk = await sendBulkMessagesForAgent(organizationId, messages, 'sales');
    expect(bulk).toMatchObject({ success: 1, errors: [{ to: NUMBER, error: 'VALIDATION_FAILED' }] });
  }
  const longest = { ...job, clientMessageId: 'x'.repeat(100), isNotice: true };
  expect(await addSendMessageJob(longest)).toEqual(await addSendMessageJob(longest));
});

test("an agent's message is queued to a number or in a conversation of its own organisation", async () => {
  const sent = await say('Здравствуйте!');
  expect(sent.status).toBe('PENDING');
  expect(await messageOf(sent.messageId)).toMatchObject({ content: 'Здравствуйте!', direction: 'OUTGOING' });
  const { conversationId } = sent;
  expect(await say('Ещё', conversationId)).toMatchObject({ conversationId });
  const stranger = await world.newOwner();
  const foreign = sendMessageForAgent(stranger.organizationId, NUMBER, 'x', conversationId, 'sales');
  await expect(foreign).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('who hides their number is answered in their conversation, by their privacy id', async () => {
  const { db } = world.database.forOrganization(organizationId);
  const lid = '98765432101234@lid';
  const { id: channelId } = await db.channel.findFirstOrThrow();
  const { id: clientId } = await db.client.create({ data: { name: 'WhatsApp 1234', phone: null } });
  await db.clientIdentity.create({ data: { clientId, kind: 'WHATSAPP_LID', value: lid } });
  const { id } = await db.conversation.create({ data: { channelId, clientId, providerChatId: lid } });
  const answer = (to: string, conversationId?: string) =>
    sendMessageForAgent(organizationId, to, 'Здравствуйте!', conversationId, 'sales');
  expect(await answer(lid, id)).toMatchObject({ conversationId: id, status: 'PENDING' });
  const another = { code: 'VALIDATION_FAILED', params: { fields: 'conversationId' } };
  await expect(answer('98765432109999@lid', id)).rejects.toMatchObject(another);
  await expect(answer(NUMBER, id)).rejects.toMatchObject(another);
  // Who has written nothing yet is known by nobody.
  await expect(answer(lid)).rejects.toMatchObject({ code: 'INVALID_PHONE' });
  await allowBulk(true);
  const messages = [{ to: lid, content: 'Заказ готов', conversationId: id, clientMessageId: 'ready' }];
  for (let n = 0; n < 2; n += 1) {
    expect(await sendBulkMessagesForAgent(organizationId, messages, 'sales')).toMatchObject({ success: 1 });
  }
  expect(await db.message.count({ where: { conversationId: id } })).toBe(2);
});

test("an agent's message has priority 5", async () => {
  expect(await messageOf((await say('сколько')).messageId)).toMatchObject({ priority: 5 });
});

test("an agent's message is sent by AI", async () => {
  expect(await messageOf((await say('кто')).messageId)).toMatchObject({ sender: 'AI' });
});

test("an agent's message carries the agent's type", async () => {
  expect(await messageOf((await say('от кого')).messageId)).toMatchObject({ senderId: 'sales' });
});

test('an agent may write to a few at once, where bulk sending is on', async () => {
  await allowBulk(false);
  const messages = [{ to: '+996700112244', content: 'a' }];
  const refused = sendBulkMessagesForAgent(organizationId, messages, 'sales');
  await expect(refused).rejects.toMatchObject({ code: 'MASS_SENDING_OFF' });
  await allowBulk(true);
  const sent = { success: 1, failed: 0, errors: [] };
  expect(await sendBulkMessagesForAgent(organizationId, messages, 'sales')).toEqual(sent);
});

test('where a person answers an agent is refused, unless it is a notice or one text to many', async () => {
  await allowBulk(true);
  const { conversationId } = await say('до');
  const { db } = world.database.forOrganization(organizationId);
  const set = (agentState: 'TAKEN_OVER' | 'ACTIVE') =>
    db.conversation.update({ where: { id: conversationId }, data: { agentState } });
  await set('TAKEN_OVER');
  await expect(say('перебивает')).rejects.toMatchObject({ code: 'TAKEN_OVER' });
  const job = { organizationId, to: NUMBER, content: 'Заказ готов', sender: 'AI' } as const;
  const notice = { ...job, isNotice: true, clientMessageId: 'order-1' };
  const { messageId } = await addSendMessageJob(notice);
  expect(await addSendMessageJob(notice)).toMatchObject({ messageId });
  const bulk = sendBulkMessagesForAgent(organizationId, [{ to: NUMBER, content: 'Скидки' }], 'sales');
  expect(await bulk).toMatchObject({ success: 1 });
  await set('ACTIVE');
  expect(await say('после')).toMatchObject({ conversationId });
});

test('an agent sends at most 20 messages in one call', async () => {
  await allowBulk(true);
  const many = (length: number) => Array.from({ length }, () => ({ to: '+996700112244', content: 'x' }));
  await expect(sendBulkMessagesForAgent(organizationId, many(21), 'sales')).rejects.toThrow('at most 20');
  expect(await sendBulkMessagesForAgent(organizationId, many(20), 'sales')).toMatchObject({ success: 20 });
});

test('what an agent sends to many has its priority, and is no more than the settings let pass unconfirmed', async () => {
  await allowBulk(true);
  const set = (maxBatchSize: number) =>
    updateWhatsAppSettings(world.database.forOrganization(organizationId), {
      patch: { safety: { maxBatchSize } },
      actorId: null,
    });
  const many = (length: number) =>
    Array.from({ length }, (_, n) => ({ to: `+9967001124${String(n).padStart(2, '0')}`, content: 'многим' }));
  await set(12);
  const refused = { code: 'CONFIRMATION_NEEDED' };
  await expect(sendBulkMessagesForAgent(organizationId, many(13), 'sales')).rejects.toMatchObject(refused);
  expect(await sendBulkMessagesForAgent(organizationId, many(12), 'sales')).toMatchObject({ success: 12 });
  await set(50);
  const { db } = world.database.forOrganization(organizationId);
  expect(await db.message.count({ where: { content: 'многим', priority: 5, sender: 'AI' } })).toBe(12);
});

test('an agent needs no more than the package, which finds the database by itself', async () => {
  configureAgents(null);
  vi.stubEnv('DATABASE_URL', '');
  await expect(say('без базы')).rejects.toThrow('set DATABASE_URL');
  vi.stubEnv('DATABASE_URL', world.databaseUrl);
  const { sendMessageForAgent: send } = await import('@soul-kg-crm/whatsapp');
  const { messageId } = await send(organizationId, NUMBER, 'сам', undefined, 'sales');
  expect(await messageOf(messageId)).toMatchObject({ content: 'сам' });
  await closeAgents();
  vi.unstubAllEnvs();
  configureAgents(world.database);
});
