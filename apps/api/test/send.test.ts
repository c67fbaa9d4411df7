import { createChannel, updateWhatsAppSettings } from '@soul-kg-crm/domain';
import { connectRedis, createSendLimits } from '@soul-kg-crm/queue';
import { newId } from '@soul-kg-crm/shared/ids';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { addAgent, type Person } from './support/person.ts';
import { type TestApi, testApi } from './support/test-api.ts';

let api: TestApi | undefined;
let agent: Person;

// Limits and messages are the organisation's: each test has one of its own.
beforeEach(async () => {
  api ??= await testApi();
  const admin = await api.newOrganization();
  agent = await addAgent(api.http, api.database, admin.organizationId);
  const path = `/api/whatsapp/settings/${admin.organizationId}`;
  const limits = { rateLimiting: { messagesPerMinute: 1 } };
  await api.http.put(path).set('Cookie', admin.cookie).send(limits).expect(200);
});

afterAll(() => api?.[Symbol.asyncDispose]());

const theApi = () => {
  if (!api) throw new Error('not started');
  return api;
};
const send = (more: object = {}) =>
  theApi()
    .http.post('/api/whatsapp/send')
    .set('Cookie', agent.cookie)
    .set('Accept-Language', 'ru')
    .send({ organizationId: agent.organizationId, to: '+996555123456', content: 'Здравствуйте', ...more });
const scope = () => theApi().database.forOrganization(agent.organizationId);
const stored = () => scope().db.message.findMany();
const fieldsOf = ({ errors }: { errors: { field: string }[] }) => errors.map(({ field }) => field);

test('any member sends; a conversation is made where none is given, and taken where one is', async () => {
  const { body: first } = await send().expect(202);
  expect(first).toEqual({
    success: true,
    messageId: expect.any(String),
    conversationId: expect.any(String),
    status: 'PENDING',
  });
  const { conversationId } = first;
  expect((await send({ conversationId }).expect(202)).body).toMatchObject({ conversationId });
  const { body } = await send({ conversationId, to: '+996555123457' }).expect(400);
  expect(fieldsOf(body)).toEqual(['conversationId']);
  await send({ conversationId: first.messageId }).expect(404);
  expect(await stored()).toHaveLength(2);
});

test('a conversation that runs through another number than the one that is named is refused', async () => {
  const { body: first } = await send().expect(202);
  const { db } = scope();
  const { id: channelId } = await db.channel.findFirstOrThrow();
  const second = await createChannel(scope(), { name: 'Второй', actorId: null });
  const { conversationId } = first;
  await send({ conversationId, channelId }).expect(202);
  const { body } = await send({ conversationId, channelId: second }).expect(400);
  expect(body.errors).toEqual([
    { field: 'conversationId', message: 'Эта беседа идёт через другой ваш номер' },
  ]);
  await send({ conversationId, channelId: newId() }).expect(404);
  const { body: another } = await send({ channelId: second }).expect(202);
  expect(another.conversationId).not.toBe(conversationId);
  expect(await stored()).toHaveLength(3);
});

test('an id that was used for one of our numbers is not taken for the message from another one', async () => {
  const { id: channelId } = await scope().db.channel.findFirstOrThrow();
  const second = await createChannel(scope(), { name: 'Второй', actorId: null });
  const { body: first } = await send({ clientMessageId: 'order-7', channelId }).expect(202);
  const { body } = await send({ clientMessageId: 'order-7', channelId: second }).expect(409);
  expect(body).toMatchObject({ code: 'CLIENT_MESSAGE_ID_REUSED' });
  for (const same of [{ channelId }, {}]) {
    const { body: again } = await send({ clientMessageId: 'order-7', ...same }).expect(202);
    expect(again.messageId).toBe(first.messageId);
  }
});

test('a text has 1 to 4096 characters', async () => {
  for (const content of ['x', 'ж'.repeat(4_096)]) await send({ content }).expect(202);
  for (const content of ['', '  ', 'ж'.repeat(4_097), null, 7]) {
    expect(fieldsOf((await send({ content }).expect(400)).body)).toEqual(['content']);
  }
  expect(await stored()).toHaveLength(2);
});

test('a priority is a whole number from 1 to 10', async () => {
  for (const priority of [1, 10]) await send({ priority }).expect(202);
  for (const priority of [0, 11, 1.5, '5', null]) {
    expect(fieldsOf((await send({ priority }).expect(400)).body)).toEqual(['priority']);
  }
  await send().expect(202);
  expect((await stored()).map(({ priority }) => priority).sort()).toEqual([1, 1, 10]);
});

test('a used-up limit is 429 with the limit, what remains, when it resets and what an administrator can do', async () => {
  const first = await send({ clientMessageId: 'once' }).expect(202);
  await take(first.body.messageId);
  const { body, headers } = await send({ clientMessageId: 'another' }).expect(429);
  expect(body).toMatchObject({ code: 'SEND_LIMIT_OF_MINUTE', limit: 1, remaining: 0 });
  expect(Date.parse(body.resetAt)).toBeGreaterThan(Date.now());
  expect(Number(headers['retry-after'])).toBeGreaterThan(0);
  expect(Number(headers['retry-after'])).toBeLessThanOrEqual(60);
  // At the highest limit there is nothing to be raised.
  expect(body.detail).toContain('может администратор в настройках WhatsApp, не выше 20.');
  // To try again later would not make this one right.
  expect((await send({ to: '12' }).expect(400)).body.code).toBe('INVALID_PHONE');
  // Nor is who hides their number beyond the limits.
  const { conversationId } = first.body;
  await send({ to: '98765432101234@lid', conversationId }).expect(429);
  // What was taken on already is answered as before.
  const again = await send({ clientMessageId: 'once' }).expect(202);
  expect(again.body.messageId).toBe(first.body.messageId);
});

test.each([
  ['hour', 'SEND_LIMIT_OF_HOUR', { messagesPerHour: 1 }, 'не выше 600.'],
  ['day', 'SEND_LIMIT_OF_DAY', { messagesPerHour: 1, messagesPerDay: 1 }, 'не выше 5000.'],
])('the limit of the %s is told as such', async (_, code, rateLimiting, most) => {
  await updateWhatsAppSettings(scope(), { patch: { rateLimiting }, actorId: null });
  await take((await send().expect(202)).body.messageId);
  const { body } = await send().expect(429);
  expect(body).toMatchObject({ code, limit: 1, remaining: 0, detail: expect.stringContaining(most) });
});

test('without Redis a text is taken all the same, and waits', async () => {
  const { databaseUrl } = theApi();
  await using blind = await testApi({ databaseUrl, redisUrl: 'redis://127.0.0.1:1' });
  const message = { organizationId: agent.organizationId, to: '+996555123456', content: 'Здравствуйте' };
  const answer = await blind.http.post('/api/whatsapp/send').set('Cookie', agent.cookie).send(message);
  expect(answer.body).toMatchObject({ success: true, status: 'PENDING' });
  expect(await stored()).toMatchObject([{ id: answer.body.messageId, status: 'PENDING' }]);
});

test('an answer in the inbox is taken whatever the limits are', async () => {
  const { body: first } = await send().expect(202);
  await take(first.messageId);
  const answer = await theApi()
    .http.post(`/api/conversations/${first.conversationId}/messages`)
    .set('Cookie', agent.cookie)
    .send({ content: 'Да', clientMessageId: 'c1' })
    .expect(202);
  expect(answer.body).toMatchObject({ status: 'PENDING' });
});

/** As the worker does before it sends. */
async function take(messageId: string) {
  const { redisUrl: url, redisPrefix: prefix } = theApi();
  const redis = connectRedis({ url, onError: () => {} });
  const limits = createSendLimits({
    ...{ redis, prefix, sentSince: async () => [] },
    limitsOf: async () => ({ messagesPerMinute: 1, messagesPerHour: 100, messagesPerDay: 500 }),
  });
  await limits.takeFromLimits(agent.organizationId, messageId);
  redis.disconnect();
}
