import {
  connectRedis,
  createQueues,
  INCOMING_QUEUE,
  processInbound,
  sendQueueName,
} from '@soul-kg-crm/queue';
import { newId } from '@soul-kg-crm/shared/ids';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addAgent, type Person } from './support/person.ts';
import { type TestApi, testApi } from './support/test-api.ts';

const PATH = '/api/platform/queues';

let api: TestApi;
let owner: Person;
let admin: Person;

beforeAll(async () => {
  api = await testApi();
  // The first person of an installation owns the platform; those who come later own their organisation.
  owner = await api.newOrganization();
  admin = await api.newOrganization('Чужая');
});

afterAll(() => api?.[Symbol.asyncDispose]());

test('for everybody but the owner there is nothing here', async () => {
  const agent = await addAgent(api.http, api.database, owner.organizationId);
  const key = await api.http.post('/api/api-keys').set('Cookie', owner.cookie).send({ name: 'Site' });
  const callers = [
    {},
    { Cookie: admin.cookie },
    { Cookie: agent.cookie },
    { 'X-Api-Key': key.body.key },
    { 'X-Api-Key': 'wrong', Cookie: owner.cookie },
  ];
  for (const path of [PATH, `${PATH}/api/queues`, `${PATH}/static/favicon.ico`]) {
    for (const headers of callers) {
      const { body } = await api.http.get(path).set(headers).expect(404);
      expect(body.code).toBe('NOT_FOUND');
    }
  }
});

test('the owner sees the page, which loads nothing from elsewhere', async () => {
  const page = await api.http.get(PATH).set('Cookie', owner.cookie).expect(200);
  expect(page.text).toContain(`<base href="${PATH}/" />`);
  expect(page.headers['content-security-policy']).toContain("default-src 'none'");
  expect(page.headers['content-security-policy']).not.toContain('http');
  expect(page.headers['cache-control']).toBe('no-store');
  expect(page.headers['x-powered-by']).toBeUndefined();
  const nothing = await api.http.get(`${PATH}/nothing/at/all`).set('Cookie', owner.cookie).expect(404);
  expect(nothing.body.code).toBe('NOT_FOUND');
  const [, script = ''] = /src="(static\/js\/main[^"]+)"/.exec(page.text) ?? [];
  await api.http.get(`${PATH}/${script}`).set('Cookie', owner.cookie).expect(200);
});

test('it shows the queues of every number, with ids and nothing but ids, and changes nothing', async () => {
  const redis = connectRedis({ url: api.redisUrl, onError: () => {} });
  await using queues = createQueues({ redis, prefix: api.redisPrefix });
  const ids = { organizationId: owner.organizationId, inboundEventIds: [newId()] as [string] };
  await queues.add([{ ...processInbound.of(ids), key: 'test' }]);
  const { id: channelId } = await api.database.system.channel.findFirstOrThrow();
  const ask = (path: string) => api.http.get(`${PATH}/api/${path}`).set('Cookie', owner.cookie);
  const { body } = await ask('queues')
    .query({ activeQueue: INCOMING_QUEUE, status: 'prioritized' })
    .expect(200);
  const names = body.queues.map(({ name }: { name: string }) => name);
  expect(names).toContain(sendQueueName(channelId));
  const incoming = body.queues.find(({ name }: { name: string }) => name === INCOMING_QUEUE);
  expect(incoming).toMatchObject({ readOnlyMode: true, jobs: [{ data: ids }] });
  const refused = await api.http
    .put(`${PATH}/api/queues/${INCOMING_QUEUE}/pause`)
    .set('Cookie', owner.cookie)
    .expect(405);
  expect(refused.body.code).toBe('METHOD_NOT_ALLOWED');
  redis.disconnect();
});
