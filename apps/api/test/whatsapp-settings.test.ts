import { connectRedis, createSendLimits } from '@soul-kg-crm/queue';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addAgent, type Person } from './support/person.ts';
import { type TestApi, testApi } from './support/test-api.ts';

let api: TestApi;
let admin: Person;
let agent: Person;

beforeAll(async () => {
  api = await testApi();
  admin = await api.newOrganization();
  agent = await addAgent(api.http, api.database, admin.organizationId);
});

afterAll(() => api?.[Symbol.asyncDispose]());

const path = () => `/api/whatsapp/settings/${admin.organizationId}`;
const put = (person: Person, body: object) =>
  api.http.put(path()).set('Cookie', person.cookie).set('Accept-Language', 'ru').send(body);

test('a member reads, an admin changes', async () => {
  await put(agent, { rateLimiting: { messagesPerMinute: 12 } }).expect(403);
  await put(admin, { rateLimiting: { messagesPerMinute: 12 } }).expect(200);
  const { body } = await api.http.get(path()).set('Cookie', agent.cookie).expect(200);
  expect(body).toMatchObject({ rateLimiting: { messagesPerMinute: 12, messagesPerHour: 100 } });
});

test('the answer says at each field what is wrong, in the language of the caller', async () => {
  const tooHigh = await put(admin, { rateLimiting: { messagesPerMinute: 21 } }).expect(400);
  expect(tooHigh.body.errors).toEqual([{ field: 'rateLimiting.messagesPerMinute', message: 'Не больше 20' }]);
  const contradiction = await put(admin, { rateLimiting: { messagesPerHour: 11 } }).expect(400);
  expect(contradiction.body.errors).toEqual([
    { field: 'rateLimiting.messagesPerHour', message: 'Не меньше лимита в минуту' },
  ]);
});

test('a used-up limit is said with its number and its end; an answer in the inbox is taken all the same', async () => {
  await put(admin, { rateLimiting: { messagesPerMinute: 1 } }).expect(200);
  const { organizationId } = admin;
  const body = { organizationId, to: '+996555123456', content: 'Здравствуйте', priority: 10 };
  const post = (clientMessageId: string) =>
    api.http
      .post('/api/whatsapp/send')
      .set('Cookie', agent.cookie)
      .set('Accept-Language', 'ru')
      .send({ ...body, clientMessageId });
  const first = await post('once').expect(202);
  const { db } = api.database.forOrganization(organizationId);
  expect(await db.message.findFirstOrThrow()).toMatchObject({ priority: 10 });
  await take(organizationId, first.body.messageId);
  const refused = await post('another').expect(429);
  expect((await post('once').expect(202)).body.messageId).toBe(first.body.messageId);
  expect(refused.body).toMatchObject({ code: 'SEND_LIMIT_OF_MINUTE', limit: 1, remaining: 0 });
  expect(Date.parse(refused.body.resetAt)).toBeGreaterThan(Date.now());
  expect(refused.body.detail).toContain('администратор');
  const path = `/api/conversations/${first.body.conversationId}/messages`;
  const answer = await api.http
    .post(path)
    .set('Cookie', agent.cookie)
    .send({ content: 'Да', clientMessageId: 'c1' });
  expect(answer.body).toMatchObject({ status: 'PENDING' });
});

/** As the worker does before it sends. */
async function take(organizationId: string, messageId: string) {
  const redis = connectRedis({ url: api.redisUrl, onError: () => {} });
  const limits = createSendLimits({
    ...{ redis, prefix: api.redisPrefix, sentSince: async () => [] },
    limitsOf: async () => ({ messagesPerMinute: 1, messagesPerHour: 100, messagesPerDay: 500 }),
  });
  await limits.takeFromLimits(organizationId, messageId);
  redis.disconnect();
}
