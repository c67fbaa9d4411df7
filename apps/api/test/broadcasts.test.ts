import { newId } from '@soul-kg-crm/shared/ids';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { addAgent, type Person } from './support/person.ts';
import { type TestApi, testApi } from './support/test-api.ts';

let api: TestApi;
let admin: Person;
let agent: Person;
let stranger: Person;
let clientIds: string[];

beforeAll(async () => {
  api = await testApi();
  admin = await api.newOrganization();
  agent = await addAgent(api.http, api.database, admin.organizationId);
  stranger = await api.newOrganization('Чужая');
  clientIds = await addClients(12);
});

beforeEach(() => allow(true));

afterAll(() => api?.[Symbol.asyncDispose]());

async function addClients(count: number): Promise<string[]> {
  const { db } = api.database.forOrganization(admin.organizationId);
  const clients = Array.from({ length: count }, (_, n) => ({
    ...{ id: newId(), name: `Клиент ${n}`, phone: `+9965554000${String(n).padStart(2, '0')}` },
    status: n < 2 ? ('CUSTOMER' as const) : ('NEW_LEAD' as const),
  }));
  await db.client.createMany({ data: clients });
  return clients.map(({ id }) => id);
}

const allow = (enableMassSending: boolean) =>
  api.http
    .put(`/api/whatsapp/settings/${admin.organizationId}`)
    .set('Cookie', admin.cookie)
    .send({ safety: { enableMassSending } })
    .expect(200);
const post = (path: string, body: object = {}, person = admin) =>
  api.http.post(`/api/broadcasts${path}`).set('Cookie', person.cookie).send(body);
const get = (path: string, person = admin) =>
  api.http.get(`/api/broadcasts${path}`).set('Cookie', person.cookie);
const customers = { audience: { filter: { status: 'CUSTOMER' } }, content: 'Скидки' };

test('a preview tells how many, how long and what speaks against it', async () => {
  const { body } = await post('/preview', { audience: { filter: {} } }).expect(200);
  expect(body).toMatchObject({
    ...{ total: 12, withoutPhone: 0, needsConfirmation: true, durationMs: 66_000 },
    warnings: ['NOT_CONNECTED', 'SAME_TEXT'],
  });
  expect(body.sample).toHaveLength(5);
  await allow(false);
  const off = await post('/preview', { audience: { clientIds: [clientIds[0]] } }).expect(200);
  expect(off.body).toMatchObject({ total: 1, warnings: ['MASS_SENDING_OFF', 'NOT_CONNECTED'] });
  await post('/preview', { audience: {} }).expect(400);
});

test('a large one needs a confirmation, and what is off is refused', async () => {
  const everybody = { audience: { filter: {} }, content: 'Скидки' };
  expect((await post('', everybody).expect(400)).body.code).toBe('CONFIRMATION_NEEDED');
  const { body } = await post('', { ...everybody, name: 'Осень', isConfirmed: true }).expect(202);
  expect(body).toMatchObject({ name: 'Осень', status: 'PENDING', counts: { total: 12, left: 12, sent: 0 } });
  await allow(false);
  expect((await post('', customers).expect(403)).body.code).toBe('MASS_SENDING_OFF');
});

test('an empty search or tag means nobody’s wish to write to everybody', async () => {
  for (const filter of [{ tag: '' }, { search: '' }, { search: '  ', status: 'CUSTOMER' }]) {
    await post('/preview', { audience: { filter } }).expect(400);
    await post('', { audience: { filter }, content: 'Скидки', isConfirmed: true }).expect(400);
  }
});

test('where others would get it than the preview said, nothing is sent, and the sentence says how many', async () => {
  const seen = { ...customers, expectedRecipients: 5 };
  const answer = await post('', seen).set('Accept-Language', 'en').expect(409);
  expect(answer.body).toMatchObject({
    code: 'RECIPIENTS_CHANGED',
    detail: expect.stringContaining('2 now, 5 when you looked'),
  });
  for (const expectedRecipients of [0, 1.5, '2']) await post('', { ...seen, expectedRecipients }).expect(400);
  const { body } = await post('', { ...seen, expectedRecipients: 2 }).expect(202);
  expect(body.counts).toMatchObject({ total: 2 });
});

test('it leaves from the number that was chosen, and not from one that was logged out', async () => {
  const { body: second } = await api.http
    .post('/api/sessions')
    .set('Cookie', admin.cookie)
    .send({ name: 'Второй' })
    .expect(201);
  const chosen = { ...customers, channelId: second.channelId };
  expect((await post('', chosen).expect(202)).body).toMatchObject({ channelName: 'Второй' });
  await api.http.post(`/api/sessions/${second.channelId}/log-out`).set('Cookie', admin.cookie).expect(200);
  const { audience, channelId } = chosen;
  for (const refused of [post('/preview', { audience, channelId }), post('', chosen)]) {
    const { body } = await refused.set('Accept-Language', 'ru').expect(409);
    expect(body).toMatchObject({ code: 'CHANNEL_LOGGED_OUT', detail: expect.stringMatching(/^Номер вышел/) });
  }
});

test('nobody, too much text, no text, and clients of somebody else are refused', async () => {
  const nobody = { ...customers, audience: { filter: { tag: 'нет такой' } } };
  expect((await post('', nobody).expect(400)).body.code).toBe('NO_RECIPIENTS');
  await post('', { ...customers, content: ' ' }).expect(400);
  await post('', { ...customers, content: 'a'.repeat(4_097) }).expect(400);
  const theirs = { ...customers, audience: { clientIds } };
  await post('', theirs, stranger).expect(403);
  await api.http
    .put(`/api/whatsapp/settings/${stranger.organizationId}`)
    .set('Cookie', stranger.cookie)
    .send({ safety: { enableMassSending: true } })
    .expect(200);
  await post('', theirs, stranger).expect(404);
  const { id: broadcastId } = (await post('', customers).expect(202)).body;
  const again = (await post('', { ...customers, broadcastId }).expect(202)).body;
  expect(again.id).toBe(broadcastId);
  const other = await post('', { ...customers, content: 'Другое', broadcastId }).expect(409);
  expect(other.body.code).toBe('BROADCAST_ID_REUSED');
  const { db } = api.database.forOrganization(stranger.organizationId);
  await db.client.create({ data: { id: newId(), name: 'Их клиент', phone: '+996555400999' } });
  await post('', { ...theirs, audience: { filter: {} }, broadcastId }, stranger).expect(404);
  expect(await db.broadcastRecipient.count()).toBe(0);
});

test('colleagues watch, administrators act, others see nothing', async () => {
  const { id } = (await post('', customers).expect(202)).body;
  const path = `/${id}`;
  expect((await get('', agent).expect(200)).body.items[0]).toMatchObject({
    id,
    createdByName: expect.any(String),
  });
  expect((await get(path, agent).expect(200)).body.counts).toMatchObject({ total: 2, left: 2 });
  await post('', customers, agent).expect(403);
  for (const command of ['pause', 'resume', 'cancel']) {
    await post(`${path}/${command}`, {}, agent).expect(403);
    await post(`${path}/${command}`, {}, stranger).expect(404);
    await api.http.post(`/api/broadcasts${path}/${command}`).expect(401);
  }
  await get(path, stranger).expect(404);
  await get(`${path}/recipients`, stranger).expect(404);
  expect((await get('', stranger).expect(200)).body.items).toEqual([]);
  await api.http.get('/api/broadcasts').expect(401);
});

test('paused, resumed, cancelled: the answer is what it has become; what is over stays so', async () => {
  const { id } = (await post('', customers).expect(202)).body;
  expect((await post(`/${id}/pause`).expect(200)).body.status).toBe('PAUSED');
  expect((await post(`/${id}/pause`).expect(200)).body.status).toBe('PAUSED');
  expect((await post(`/${id}/resume`).expect(200)).body.status).toBe('IN_PROGRESS');
  expect((await post(`/${id}/cancel`).expect(200)).body).toMatchObject({
    ...{ status: 'CANCELLED', counts: { cancelled: 2, left: 0 } },
  });
  expect((await post(`/${id}/resume`).expect(409)).body.code).toBe('BROADCAST_STATUS');
  await post('/not-an-id/pause').expect(400);
});

test('the list goes on page by page, and so do the recipients', async () => {
  const first = (await get('?limit=1').expect(200)).body;
  expect(first.items).toHaveLength(1);
  const second = (await get(`?limit=1&cursor=${first.nextCursor}`).expect(200)).body;
  expect(second.items[0].id).not.toBe(first.items[0].id);
  const path = `/${first.items[0].id}/recipients`;
  const page = (await get(`${path}?limit=1`).expect(200)).body;
  expect(page.items).toMatchObject([{ position: 1, clientName: 'Клиент 1', state: 'CANCELLED' }]);
  expect((await get(`${path}?cursor=${page.nextCursor}`).expect(200)).body.items).toHaveLength(1);
  expect((await get(`${path}?state=FAILED`).expect(200)).body.items).toEqual([]);
  await get(`${path}?state=LOST`).expect(400);
  await get(`${path}?cursor=nowhere`).expect(400);
});

test('why a number failed is a sentence in the language of whoever asks', async () => {
  const { id } = (await post('', customers).expect(202)).body;
  await api.database.forOrganization(admin.organizationId).db.broadcastRecipient.updateMany({
    where: { broadcastId: id, position: 1 },
    data: { errorCode: 'INVALID_PHONE' },
  });
  const answer = await get(`/${id}/recipients?state=FAILED`).set('Accept-Language', 'ru').expect(200);
  expect(answer.body.items).toMatchObject([
    { error: { code: 'INVALID_PHONE', message: 'На этот номер нельзя написать в WhatsApp.' } },
  ]);
});
