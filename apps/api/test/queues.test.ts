import { connectRedis, createQueues, createSendLimits, sendMessage } from '@soul-kg-crm/queue';
import { newId } from '@soul-kg-crm/shared/ids';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fillInbox, type Inbox } from './support/inbox.ts';
import { addAgent, type Person } from './support/person.ts';
import { type TestApi, testApi } from './support/test-api.ts';

let api: TestApi;
let owner: Person;
let stranger: Person;
let inbox: Inbox;

beforeAll(async () => {
  api = await testApi();
  owner = await api.newOrganization();
  stranger = await api.newOrganization('Чужая');
  inbox = await fillInbox(api.database, owner.organizationId);
});

afterAll(() => api?.[Symbol.asyncDispose]());

const as = (person: Person, language = 'en') => ({ Cookie: person.cookie, 'Accept-Language': language });
const status = (person = owner, language = 'en') =>
  api.http.get('/api/queues/status').set(as(person, language));
const post = (path: string, person = owner) => api.http.post(`/api/queues/${path}`).set(as(person)).send({});
const db = () => api.database.forOrganization(owner.organizationId).db;
const limits = { messagesPerMinute: 10, messagesPerHour: 100, messagesPerDay: 500 };

const base = () => {
  const { channelId, conversationId } = inbox;
  return { channelId, conversationId, direction: 'OUTGOING', sender: 'HUMAN' } as const;
};

async function addMessages(...statuses: ('PENDING' | 'SENDING' | 'FAILED' | 'READ')[]): Promise<string[]> {
  const rows = statuses.map((status) => ({ ...base(), id: newId(), status }));
  await db().message.createMany({ data: rows });
  return rows.map(({ id }) => id);
}

test('only administrators of the organisation see its queues', async () => {
  await api.http.get('/api/queues/status').expect(401);
  const agent = await addAgent(api.http, api.database, owner.organizationId);
  expect((await status(agent).expect(403)).body.code).toBe('FORBIDDEN');
  const { body } = await status(stranger).expect(200);
  expect(body).toMatchObject({ messages: { waiting: 0, failed: 0 }, incoming: { waiting: 0, failed: 0 } });
});

test('the status tells what waits, why, and how much of the limits is used', async () => {
  const [first = ''] = await addMessages('PENDING', 'SENDING');
  // What has left more than a day ago is not counted.
  for (const hours of [1, 25]) {
    const at = new Date(Date.now() - hours * 3_600_000);
    await db().message.create({
      data: { ...base(), id: newId(), status: 'READ', claimedAt: at, sentAt: at },
    });
  }
  const { channelId } = inbox;
  const { organizationId } = owner;
  const redis = connectRedis({ url: api.redisUrl, onError: () => {} });
  await using queues = createQueues({ redis, prefix: api.redisPrefix });
  const payload = { organizationId, channelId, messageId: first };
  await queues.add([{ ...sendMessage.of(payload), key: 'test' }]);
  const sendLimits = createSendLimits({
    ...{ redis, prefix: api.redisPrefix },
    limitsOf: async () => limits,
    sentSince: async () => [],
  });
  await sendLimits.takeFromLimits(organizationId, newId());

  const { body } = await status().expect(200);
  expect(body).toMatchObject({
    messages: { waiting: 1, active: 1, completed: 1, failed: 1 },
    incoming: { waiting: 0, failed: 1 },
    isRedisAway: false,
  });
  expect(body.limits[0]).toEqual({ window: 'minute', used: 1, limit: 10, resetAt: expect.any(String) });
  expect(body.numbers).toHaveLength(1);
  expect(body.numbers[0]).toMatchObject({
    ...{ channelId, status: 'DISCONNECTED', jobs: { waiting: 1, active: 0, delayed: 0, failed: 0 } },
    outgoing: { waiting: 1, oldestWaitingAt: expect.any(String), holdUps: [{ code: 'NOT_CONNECTED' }] },
    incoming: { waiting: 0, failed: 1 },
  });
  expect((await status(owner, 'ru')).body.numbers[0].outgoing.holdUps[0].message).toContain('не подключён');
  redis.disconnect();
  await db().message.deleteMany({ where: { status: 'READ' } });
});

test('a connected number waits for limits and quiet hours, until their end', async () => {
  const { organizationId } = owner;
  await db().whatsAppSession.updateMany({ data: { status: 'CONNECTED' } });
  const [from, to] = [-60, 60].map((minutes) =>
    new Date(Date.now() + minutes * 60_000).toISOString().slice(11, 16),
  );
  const quietHours = { enabled: true, from, to, timeZone: 'UTC' };
  await api.http
    .put(`/api/whatsapp/settings/${organizationId}`)
    .set(as(owner))
    .send({ quietHours, rateLimiting: { messagesPerMinute: 1, messagesPerHour: 1 } })
    .expect(200);
  const { body } = await status().expect(200);
  expect(body.numbers[0].outgoing.holdUps).toMatchObject([
    { code: 'LIMIT_OF_MINUTE', until: body.limits[0].resetAt },
    { code: 'LIMIT_OF_HOUR', message: expect.stringContaining('to 600 at the most') },
    { code: 'QUIET_HOURS', until: expect.stringContaining(`T${to}:00`) },
  ]);
  // A colleague's answer waits for no morning.
  const priority = (value: number) =>
    db().message.updateMany({ where: { status: 'PENDING' }, data: { priority: value } });
  await priority(10);
  const { numbers } = (await status().expect(200)).body;
  expect(numbers[0].outgoing.holdUps.map(({ code }: { code: string }) => code)).not.toContain('QUIET_HOURS');
  await priority(1);
});

test('what waits on a connected number that does not tell yet which one it is says so', async () => {
  await db().whatsAppSession.updateMany({ data: { errorCode: 'NUMBER_NOT_TOLD' } });
  const { body } = await status().expect(200);
  expect(body.numbers[0].outgoing.holdUps[0]).toMatchObject({
    code: 'NOT_CONNECTED',
    message: expect.stringContaining('has not told yet'),
  });
  await db().whatsAppSession.updateMany({ data: { errorCode: null } });
});

test('a number that may write to nobody new says so, and until when where WhatsApp tells it', async () => {
  const codes = async (data: object) => {
    await db().whatsAppSession.updateMany({ data });
    const { body } = await status(owner, 'ru').expect(200);
    return body.numbers[0].outgoing.holdUps.filter(({ code }: { code: string }) =>
      code.startsWith('NEW_CHATS'),
    );
  };
  expect(await codes({ newChatsQuota: 5, newChatsUsed: 4 })).toEqual([]);
  expect(await codes({ newChatsUsed: 5 })).toEqual([
    {
      code: 'NEW_CHATS_USED_UP',
      until: null,
      message: expect.stringContaining('скольким разрешает WhatsApp'),
    },
  ]);
  const until = new Date(Date.now() + 3_600_000);
  expect(await codes({ newChatsBlockedUntil: until })).toMatchObject([
    { code: 'NEW_CHATS_BLOCKED', until: until.toISOString() },
  ]);
  expect(await codes({ newChatsQuota: null, newChatsUsed: null, newChatsBlockedUntil: null })).toEqual([]);
});

test('a dead letter is shown without what is in it, retried once, and dismissed', async () => {
  const { inboundEventId, channelId } = inbox;
  const { body } = await api.http.get('/api/queues/dead-letters').set(as(owner)).expect(200);
  expect(body.items).toEqual([
    {
      ...{ id: inboundEventId, kind: 'MESSAGE', attempts: 1, error: 'ZodError' },
      channel: { id: channelId, name: 'WhatsApp' },
      ...{ receivedAt: expect.any(String), failedAt: expect.any(String) },
    },
  ]);
  expect(JSON.stringify(body)).not.toContain('Тайна');
  await post(`dead-letters/${inboundEventId}/retry`, stranger).expect(404);
  await post(`dead-letters/${inboundEventId}/dismiss`, stranger).expect(404);
  await post('dead-letters/not-an-id/retry').expect(400);
  await post(`dead-letters/${inboundEventId}/retry`).expect(202, { success: true });
  await post(`dead-letters/${inboundEventId}/retry`).expect(404);
  expect(await db().outboxEvent.count({ where: { name: 'inbound.process' } })).toBe(1);

  await db().inboundEvent.update({ where: { id: inboundEventId }, data: { failedAt: new Date() } });
  await post('dead-letters/retry').expect(202, { retried: 1, left: 0 });
  await db().inboundEvent.update({ where: { id: inboundEventId }, data: { failedAt: new Date() } });
  await post(`dead-letters/${inboundEventId}/dismiss`).expect(200, { success: true });
  expect((await api.http.get('/api/queues/dead-letters').set(as(owner))).body.items).toEqual([]);
  await api.http.get('/api/queues/dead-letters').query({ cursor: 'x' }).set(as(owner)).expect(400);
});

test('failed messages are listed with their reason and conversation, and sent again together', async () => {
  const ask = () => api.http.get('/api/queues/failed-messages').set(as(owner)).expect(200);
  const { conversationId, messageId } = inbox;
  expect((await ask()).body.items).toMatchObject([
    {
      ...{ id: messageId, conversationId, client: { name: 'Нурлан' } },
      error: { code: 'NOT_ON_WHATSAPP', message: 'This number is not on WhatsApp.' },
    },
  ]);
  await addMessages('FAILED', 'FAILED');
  const page = await api.http.get('/api/queues/failed-messages').query({ limit: 2 }).set(as(owner));
  expect(page.body.items).toHaveLength(2);
  expect(page.body.nextCursor).not.toBeNull();
  await post('failed-messages/retry', stranger).expect(202, { retried: 0, left: 0 });
  await post('failed-messages/retry').expect(202, { retried: 2, left: 0 });
  expect((await ask()).body.items).toMatchObject([{ id: messageId }]);
});

test.each(['RECIPIENT_BLOCKED', 'BLOCKED'])(
  'that the owner has blocked who was written to (%s) is no word of the number being blocked',
  async (errorCode) => {
    const { messageId, conversationId } = inbox;
    await db().message.update({ where: { id: messageId }, data: { errorCode } });
    const error = { code: errorCode, message: expect.stringContaining('You have blocked this person') };
    const failed = await api.http.get('/api/queues/failed-messages').set(as(owner)).expect(200);
    expect(failed.body.items).toMatchObject([{ id: messageId, error }]);
    const thread = await api.http
      .get(`/api/conversations/${conversationId}/messages`)
      .set(as(owner))
      .expect(200);
    expect(thread.body.items).toContainEqual(expect.objectContaining({ id: messageId, error }));
  },
);

test('failed messages are put aside, one or all', async () => {
  const { messageId } = inbox;
  const path = `failed-messages/${messageId}/dismiss`;
  await api.http.post(`/api/queues/${path}`).send({}).expect(401);
  await post(path, stranger).expect(404);
  await post('failed-messages/not-an-id/dismiss').expect(400);
  await post(path).expect(200, { success: true });
  await post(path).expect(404);
  await addMessages('FAILED', 'FAILED');
  await post('failed-messages/dismiss', stranger).expect(200, { dismissed: 0 });
  await post('failed-messages/dismiss').expect(200, { dismissed: 2 });
  const { body } = await api.http.get('/api/queues/failed-messages').set(as(owner)).expect(200);
  expect(body.items).toEqual([]);
});

test('while Redis is away, the status is what the database knows, and says so', async () => {
  await using alone = await testApi({ redisUrl: 'redis://127.0.0.1:1', databaseUrl: api.databaseUrl });
  await addMessages('FAILED');
  const { body } = await alone.http.get('/api/queues/status').set(as(owner)).expect(200);
  expect(body).toMatchObject({ isRedisAway: true, messages: { failed: 1 }, numbers: [{ jobs: null }] });
  expect(body.limits).toContainEqual({ window: 'day', used: 0, limit: 500, resetAt: null });
});
