import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Person } from './support/person.ts';
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

test('a revoked key, a made-up one, and one beside a good cookie are nobody', async () => {
  const { id, key } = await createKey();
  await api.http.delete(`/api/api-keys/${id}`).set('Cookie', owner.cookie).expect(200, { success: true });
  await api.http.get('/api/clients').set('X-Api-Key', key).expect(401);
  await api.http.get('/api/clients').set('Authorization', 'Bearer soul_nothing').expect(401);
  await api.http.get('/api/clients').set('Cookie', owner.cookie).set('X-Api-Key', 'wrong').expect(401);
  await api.http.delete(`/api/api-keys/${id}`).set('Cookie', owner.cookie).expect(404);
});
