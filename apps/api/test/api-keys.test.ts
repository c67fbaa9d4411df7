import { APIError } from 'better-auth/api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { problemOf } from '../src/http/problem-of.ts';
import { addAgent, type Person } from './support/person.ts';
import { type TestApi, testApi } from './support/test-api.ts';

let api: TestApi;
let owner: Person;

beforeAll(async () => {
  api = await testApi();
  owner = await api.newOrganization();
});

afterAll(() => api?.[Symbol.asyncDispose]());

const createKey = async () => {
  const answer = await api.http.post('/api/api-keys').set('Cookie', owner.cookie).send({ name: 'Сайт' });
  expect(answer.status).toBe(201);
  return answer.body as { id: string; key: string; start: string };
};

test('a key is shown once and kept as a hash', async () => {
  const { id, key, start } = await createKey();
  expect(key).toMatch(/^soul_/);
  expect(key.startsWith(start)).toBe(true);
  const row = await api.database.system.apikey.findUniqueOrThrow({ where: { id } });
  expect(JSON.stringify(row)).not.toContain(key.slice(start.length));
  expect(row.referenceId).toBe(owner.organizationId);
  const { body } = await api.http.get('/api/api-keys').set('Cookie', owner.cookie);
  expect(body.items).toContainEqual(expect.objectContaining({ id, name: 'Сайт', start }));
  expect(JSON.stringify(body)).not.toContain(key);
});

test('a name is as long as the contract lets it be, whatever its characters are', async () => {
  const create = (name: string) => api.http.post('/api/api-keys').set('Cookie', owner.cookie).send({ name });
  const name = '🌷'.repeat(60);
  expect((await create(name).expect(201)).body).toMatchObject({ name });
  expect((await create(`${name}🌷`).expect(400)).body.errors).toMatchObject([{ field: 'name' }]);
});

test('where its entry in the log cannot be written, there is no key', async () => {
  const { system } = api.database;
  const keys = () => system.apikey.count();
  const before = await keys();
  await system.$executeRaw`ALTER TABLE activities ADD CONSTRAINT trouble CHECK (action <> 'api-key.created') NOT VALID`;
  const create = (name: string) => api.http.post('/api/api-keys').set('Cookie', owner.cookie).send({ name });
  expect((await create('Сайт')).status).toBeGreaterThanOrEqual(500);
  await system.$executeRaw`ALTER TABLE activities DROP CONSTRAINT trouble`;
  const { body } = await create('half a pair: \ud800').expect(400);
  expect(body.errors).toMatchObject([{ field: 'name' }]);
  expect(await keys()).toBe(before);
});

test('where the entry of its end cannot be written, the key stays', async () => {
  const { id, key } = await createKey();
  const { system } = api.database;
  const revoke = () => api.http.delete(`/api/api-keys/${id}`).set('Cookie', owner.cookie);
  await system.$executeRaw`ALTER TABLE activities ADD CONSTRAINT trouble CHECK (action <> 'api-key.deleted') NOT VALID`;
  expect((await revoke()).status).toBeGreaterThanOrEqual(500);
  await api.http.get('/api/clients').set('X-Api-Key', key).expect(200);
  await system.$executeRaw`ALTER TABLE activities DROP CONSTRAINT trouble`;
  await revoke().expect(200);
  await revoke().expect(404);
  const { body } = await api.http.get('/api/clients').set('X-Api-Key', key).expect(401);
  expect(body).toMatchObject({ code: 'INVALID_API_KEY' });
  const asBearer = await api.http.get('/api/clients').set('Authorization', 'Bearer skc_wrong').expect(401);
  expect(asBearer.body).toMatchObject({ code: 'INVALID_API_KEY' });
});

test('a key tells who made it, when it was used, and when it ends', async () => {
  const create = (expiresInDays: unknown) =>
    api.http.post('/api/api-keys').set('Cookie', owner.cookie).send({ name: 'Отчёты', expiresInDays });
  const { body: made } = await create(30).expect(201);
  const dayMs = 24 * 3_600_000;
  expect(Date.parse(made.expiresAt) - Date.parse(made.createdAt)).toBeGreaterThan(29.9 * dayMs);
  expect(made).toMatchObject({ createdByName: expect.stringMatching(/^Person/), lastUsedAt: null });
  await api.http.get('/api/clients').set('X-Api-Key', made.key).expect(200);
  const { body } = await api.http.get('/api/api-keys').set('Cookie', owner.cookie);
  const { key, ...shown } = made;
  expect(body.items[0]).toEqual({ ...shown, lastUsedAt: expect.any(String) });
  await api.database.system.apikey.update({ where: { id: made.id }, data: { expiresAt: new Date() } });
  await api.http.get('/api/clients').set('X-Api-Key', key).expect(401);
  for (const days of [0, 366, 1.5, '30']) expect((await create(days)).status).toBe(400);
  await api.http.post('/api/api-keys').set('Cookie', owner.cookie).send({ name: ' ' }).expect(400);
});

test('only administrators see and manage the keys, each those of their own organisation', async () => {
  const { id } = await createKey();
  const colleague = await addAgent(api.http, api.database, owner.organizationId);
  const stranger = await api.newOrganization('Чужая');
  await api.http.get('/api/api-keys').expect(401);
  await api.http.get('/api/api-keys').set('Cookie', colleague.cookie).expect(403);
  await api.http.post('/api/api-keys').set('Cookie', colleague.cookie).send({ name: 'X' }).expect(403);
  await api.http.delete(`/api/api-keys/${id}`).set('Cookie', colleague.cookie).expect(403);
  await api.http.delete(`/api/api-keys/${id}`).set('Cookie', stranger.cookie).expect(404);
  await api.http.delete('/api/api-keys/nothing').set('Cookie', owner.cookie).expect(400);
  const { body } = await api.http.get('/api/api-keys').set('Cookie', stranger.cookie).expect(200);
  expect(body.items).toEqual([]);
});

test('the installation’s owner makes keys wherever he is only an AGENT', async () => {
  const agent = await addAgent(api.http, api.database, owner.organizationId);
  const where = { id: agent.userId };
  await api.database.system.user.update({ where, data: { platformRole: 'SUPER_ADMIN' } });
  await api.http.post('/api/api-keys').set('Cookie', agent.cookie).send({ name: 'Владелец' }).expect(201);
});

test('what better-auth refuses is a refusal, and no fault of ours', () => {
  expect(problemOf(new APIError('FORBIDDEN'))).toMatchObject({ code: 'FORBIDDEN' });
  expect(problemOf(new APIError('UNAUTHORIZED'))).toMatchObject({ code: 'UNAUTHENTICATED' });
});

test('what was done with keys stands in the activity log, without the key', async () => {
  const { id, key } = await createKey();
  await api.http.delete(`/api/api-keys/${id}`).set('Cookie', owner.cookie).expect(200);
  const entries = await api.database.forOrganization(owner.organizationId).db.activity.findMany({
    where: { targetType: 'api-key', targetId: id },
    orderBy: { id: 'asc' },
  });
  expect(entries).toMatchObject([
    { action: 'api-key.created', actorId: owner.userId },
    { action: 'api-key.deleted', actorId: owner.userId },
  ]);
  expect(JSON.stringify(entries)).not.toContain(key);
});

test('both headers work, and only in the key’s organisation', async () => {
  const { key } = await createKey();
  const other = await api.newOrganization('Чужая');
  const status = (organizationId: string) => api.http.get(`/api/whatsapp/status/${organizationId}`);
  await status(owner.organizationId).set('X-Api-Key', key).expect(200);
  await status(owner.organizationId).set('Authorization', `Bearer ${key}`).expect(200);
  await status(other.organizationId).set('X-Api-Key', key).expect(404);
});

test('a key changes what an administrator may change, but is nobody and manages no keys', async () => {
  const { key } = await createKey();
  await api.http.post('/api/whatsapp/connect').set('X-Api-Key', key).expect(200);
  await api.http.get('/api/me').set('X-Api-Key', key).expect(403);
  await api.http.get('/api/api-keys').set('X-Api-Key', key).expect(403);
  await api.http.post('/api/api-keys').set('X-Api-Key', key).send({ name: 'More' }).expect(403);
});

test('what a program did is told with the name of its key, also when the key is gone', async () => {
  const { id, key } = await createKey();
  const made = await api.http.post('/api/sessions').set('X-Api-Key', key).send({ name: 'Склад' }).expect(201);
  await api.http.delete(`/api/api-keys/${id}`).set('Cookie', owner.cookie).expect(200);
  const { body } = await api.http.get('/api/activity').set('Cookie', owner.cookie).expect(200);
  const [gone, created] = body.items;
  expect(gone).toMatchObject({ action: 'api-key.deleted', apiKeyName: null });
  expect(created).toMatchObject({ actor: null, apiKeyName: 'Сайт', action: 'channel.create' });
  expect(created.target.id).toBe(made.body.channelId);
});

test('a key sends without naming its organisation, which the list of numbers tells', async () => {
  const { key } = await createKey();
  const text = { to: '+996555123456', content: 'Здравствуйте' };
  const post = (path: string, body: object) => api.http.post(path).set('X-Api-Key', key).send(body);
  await post('/api/whatsapp/send', text).expect(202);
  const { body } = await api.http.get('/api/sessions').set('X-Api-Key', key).expect(200);
  const { organizationId } = body.items[0];
  expect(organizationId).toBe(owner.organizationId);
  await post('/api/whatsapp/send', { organizationId, ...text }).expect(202);
  const other = await api.newOrganization('Чужая');
  await post('/api/whatsapp/send', { organizationId: other.organizationId, ...text }).expect(404);
  await api.http
    .put(`/api/whatsapp/settings/${organizationId}`)
    .set('X-Api-Key', key)
    .send({ safety: { enableMassSending: true } })
    .expect(200);
  await post('/api/whatsapp/send/bulk', { messages: [text] }).expect(202);
  const foreign = { organizationId: other.organizationId, messages: [text] };
  await post('/api/whatsapp/send/bulk', foreign).expect(404);
});

test('a revoked key, a made-up one, and one beside a good cookie are nobody', async () => {
  const { id, key } = await createKey();
  await api.http.delete(`/api/api-keys/${id}`).set('Cookie', owner.cookie).expect(200, { success: true });
  await api.http.get('/api/clients').set('X-Api-Key', key).expect(401);
  await api.http.get('/api/clients').set('Authorization', 'Bearer soul_nothing').expect(401);
  await api.http.get('/api/clients').set('Cookie', owner.cookie).set('X-Api-Key', 'wrong').expect(401);
  await api.http.delete(`/api/api-keys/${id}`).set('Cookie', owner.cookie).expect(404);
});
