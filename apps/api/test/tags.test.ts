import { newId } from '@soul-kg-crm/shared/ids';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addAgent, type Person } from './support/person.ts';
import { type TestApi, testApi } from './support/test-api.ts';

let api: TestApi;
let agent: Person;
let stranger: Person;

beforeAll(async () => {
  api = await testApi();
  const owner = await api.newOrganization();
  agent = await addAgent(api.http, api.database, owner.organizationId);
  stranger = await api.newOrganization('Чужая');
});

afterAll(() => api?.[Symbol.asyncDispose]());

async function addClient(tags: string[]): Promise<string> {
  const id = newId();
  const { db } = api.database.forOrganization(agent.organizationId);
  await db.client.create({ data: { id, name: 'Клиент', tags } });
  return id;
}
const tagsOf = async (person: Person) =>
  (await api.http.get('/api/clients/tags').set('Cookie', person.cookie).expect(200)).body.items;

test('the tags that clients have are offered with how many have them, the most used first', async () => {
  await api.http.get('/api/clients/tags').expect(401);
  expect(await tagsOf(agent)).toEqual([]);
  await addClient(['опт', 'VIP']);
  await addClient(['опт']);
  expect(await tagsOf(agent)).toEqual([
    { tag: 'опт', count: 2 },
    { tag: 'VIP', count: 1 },
  ]);
  expect(await tagsOf(stranger)).toEqual([]);
});

test('a tag that differs from one of the organisation’s by its case alone is that one', async () => {
  const id = await addClient(['Старый']);
  const change = async (tags: string[]) => {
    const asked = api.http.patch(`/api/clients/${id}`).set('Cookie', agent.cookie).send({ tags });
    return (await asked.expect(200)).body.tags;
  };
  expect(await change(['Старый', 'Опт', 'vip', 'Новый'])).toEqual(['Старый', 'опт', 'VIP', 'Новый']);
  expect(await change(['Старый', 'опт', 'ОПТ', 'старый'])).toEqual(['Старый', 'опт']);
  expect(await change([])).toEqual([]);
});
