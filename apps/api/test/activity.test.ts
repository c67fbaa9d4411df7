import { newId } from '@soul-kg-crm/shared/ids';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addAgent, type Person } from './support/person.ts';
import { type TestApi, testApi } from './support/test-api.ts';

let api: TestApi;
let admin: Person;

beforeAll(async () => {
  api = await testApi();
  admin = await api.newOrganization();
  await api.http
    .put(`/api/whatsapp/settings/${admin.organizationId}`)
    .set('Cookie', admin.cookie)
    .send({ rateLimiting: { messagesPerMinute: 15 } })
    .expect(200);
});

afterAll(() => api?.[Symbol.asyncDispose]());

const read = (person: Person, query: Record<string, unknown> = {}) =>
  api.http.get('/api/activity').set('Cookie', person.cookie).set('Accept-Language', 'ru').query(query);

test('an administrator sees who changed what', async () => {
  const { body } = await read(admin, { group: 'settings' }).expect(200);
  expect(body.nextCursor).toBeNull();
  expect(body.items).toMatchObject([
    {
      actor: { id: admin.userId, name: expect.stringMatching(/^Person/) },
      action: 'settings.whatsapp_updated',
      target: { type: 'organization', id: admin.organizationId, name: 'Ак-Сай', isGone: false },
      details: {
        before: { rateLimiting: { messagesPerMinute: 10 } },
        after: { rateLimiting: { messagesPerMinute: 15 } },
      },
    },
  ]);
  const people = await api.http.get('/api/activity/people').set('Cookie', admin.cookie).expect(200);
  expect(people.body.items).toContainEqual({
    ...{ id: admin.userId, name: body.items[0].actor.name, isGone: false },
  });
});

test('a revoked key is still called by its name, a number’s failure is told in words', async () => {
  const key = await api.http.post('/api/api-keys').set('Cookie', admin.cookie).send({ name: 'Сайт' });
  await api.http.delete(`/api/api-keys/${key.body.id}`).set('Cookie', admin.cookie).expect(200);
  const { body: keys } = await read(admin, { targetType: 'api-key', targetId: key.body.id }).expect(200);
  expect(keys.items).toMatchObject([
    { action: 'api-key.deleted', details: { name: 'Сайт' }, target: { name: null, isGone: true } },
    { action: 'api-key.created', details: { name: 'Сайт' } },
  ]);
  await api.database.forOrganization(admin.organizationId).db.activity.create({
    data: { action: 'channel.failed', targetType: 'channel', details: { reason: 'BLOCKED' } },
  });
  const { body } = await read(admin, { group: 'channel', limit: 1 }).expect(200);
  expect(body.items[0]).toMatchObject({ actor: null, reason: expect.stringContaining('заблокировал') });
  await api.database.forOrganization(admin.organizationId).db.activity.create({
    data: {
      action: 'broadcast.stopped',
      targetType: 'broadcast',
      details: { reason: 'TOO_MANY_UNDELIVERED' },
    },
  });
  const { body: stopped } = await read(admin, { group: 'broadcast', limit: 1 }).expect(200);
  expect(stopped.items[0]).toMatchObject({ actor: null, reason: expect.stringContaining('2 %') });
});

test('pages follow each other by their cursor', async () => {
  const { body: all } = await read(admin).expect(200);
  const { body: first } = await read(admin, { limit: 1 }).expect(200);
  const { body: second } = await read(admin, { limit: 1, cursor: first.nextCursor }).expect(200);
  expect([...first.items, ...second.items]).toEqual(all.items.slice(0, 2));
});

test('nobody, and no colleague without the role, reads it; another organisation reads its own', async () => {
  await api.http.get('/api/activity').expect(401);
  const colleague = await addAgent(api.http, api.database, admin.organizationId);
  await read(colleague).expect(403);
  await api.http.get('/api/activity/people').set('Cookie', colleague.cookie).expect(403);
  const stranger = await api.newOrganization('Чужая');
  expect((await read(stranger).expect(200)).body.items).toEqual([]);
  expect((await read(stranger, { actorId: admin.userId }).expect(200)).body.items).toEqual([]);
  expect((await read(stranger, { targetId: admin.organizationId }).expect(200)).body.items).toEqual([]);
});

test.each([
  { actorId: 'somebody' },
  { group: 'weather' },
  { targetType: 'weather' },
  { targetId: 'x' },
  { from: 'yesterday' },
  { cursor: 'nowhere' },
  { limit: 101 },
  { more: 'yes' },
])('a wrong question is refused: %o', async (query) => {
  await read(admin, query).expect(400);
});

test('a time is taken with its zone', async () => {
  const from = new Date(Date.now() - 3_600_000).toISOString().replace('Z', '+00:00');
  expect((await read(admin, { from }).expect(200)).body.items).not.toEqual([]);
  expect((await read(admin, { to: from, actorId: newId() }).expect(200)).body.items).toEqual([]);
});
