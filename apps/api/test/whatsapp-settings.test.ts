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
  const quietHours = { enabled: true, timeZone: 'Mars/Base' };
  const contradiction = await put(admin, { quietHours }).expect(400);
  expect(contradiction.body.errors).toEqual([
    { field: 'quietHours.timeZone', message: 'Нет такого часового пояса' },
  ]);
  const unfinished = { rateLimiting: { messagesPerMinute: 1.5 }, quietHours: { enabled: true, from: '' } };
  expect((await put(admin, unfinished).expect(400)).body.errors).toEqual([
    { field: 'rateLimiting.messagesPerMinute', message: 'Нужно целое число' },
    { field: 'quietHours.from', message: 'Нужно время, как 22:00' },
  ]);
});

test('an administrator may raise messagesPerMinute to 20, no higher', async () => {
  await put(admin, { rateLimiting: { messagesPerMinute: 20 } }).expect(200);
  const { body } = await put(admin, { rateLimiting: { messagesPerMinute: 21 } }).expect(400);
  expect(body.errors).toEqual([{ field: 'rateLimiting.messagesPerMinute', message: 'Не больше 20' }]);
  await put(agent, { rateLimiting: { messagesPerMinute: 20 } }).expect(403);
});

test('a number may be named, as the documents say, and changes the organisation’s settings', async () => {
  const { db } = api.database.forOrganization(admin.organizationId);
  const { id: channelId } = await db.channel.findFirstOrThrow();
  const { body } = await put(admin, { channelId, rateLimiting: { messagesPerHour: 90 } }).expect(200);
  expect(body).toMatchObject({ rateLimiting: { messagesPerHour: 90 } });
});
