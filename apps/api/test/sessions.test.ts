import { afterAll, beforeAll, expect, test } from 'vitest';
import { fillInbox } from './support/inbox.ts';
import { addAgent, type Person } from './support/person.ts';
import { type TestApi, testApi } from './support/test-api.ts';
import { addWorker } from './support/worker.ts';

let api: TestApi;
let owner: Person;
let agent: Person;

beforeAll(async () => {
  api = await testApi();
  owner = await api.newOrganization();
  agent = await addAgent(api.http, api.database, owner.organizationId);
});

afterAll(() => api?.[Symbol.asyncDispose]());

const as = (person: Person, language = 'en') => ({ Cookie: person.cookie, 'Accept-Language': language });
const create = async (name: string): Promise<string> => {
  const answer = await api.http.post('/api/sessions').set(as(owner)).send({ name }).expect(201);
  return answer.body.channelId;
};
const update = (channelId: string, data: object) =>
  api.database
    .forOrganization(owner.organizationId)
    .db.whatsAppSession.updateMany({ where: { channelId }, data });

test('a member sees every number with what is known of it', async () => {
  const channelId = await create('Delivery');
  await update(channelId, {
    ...{ savedAt: new Date(), savedBytes: 6_400_000, memoryMb: 412 },
    ...{ countedAt: new Date(), phoneMessages: 1240, missingMessages: 0 },
    ...{ newChatsBlockedUntil: new Date('2027-01-01T00:00:00Z'), newChatsQuota: 50, newChatsUsed: 12 },
  });
  const { body } = await api.http.get('/api/sessions').set(as(agent)).expect(200);
  expect(body.items).toHaveLength(2);
  expect(body.items[0]).toMatchObject({ name: 'WhatsApp', isDefault: true, lastSave: null, reason: null });
  expect(body.items[1]).toMatchObject({
    ...{ channelId, name: 'Delivery', isDefault: false, status: 'DISCONNECTED', owner: null },
    company: { name: 'Ак-Сай' },
    lastSave: { bytes: 6_400_000 },
    memoryMb: 412,
    completeness: { onPhone: 1240, missing: 0 },
    restrictions: { newChatsBlockedUntil: '2027-01-01T00:00:00.000Z', newChatsQuota: 50, newChatsUsed: 12 },
  });
});

test('a number to which another phone was linked says for a month which one it was', async () => {
  const channelId = await create('Another phone');
  const monthMs = 30 * 86_400_000;
  const formerNumber = async (sinceMs: number) => {
    const accountSince = new Date(sinceMs);
    await update(channelId, { phoneNumber: '+996700000002', formerNumber: '+996700000001', accountSince });
    const { body } = await api.http.get(`/api/sessions/${channelId}`).set(as(agent)).expect(200);
    return body.formerNumber;
  };
  const lately = Date.now() - monthMs + 60_000;
  const until = new Date(lately).toISOString();
  expect(await formerNumber(lately)).toEqual({ phoneNumber: '+996700000001', until });
  expect(await formerNumber(Date.now() - monthMs - 60_000)).toBeNull();
});

test('a number is connected by a code for a phone, and shows it beside the one to scan', async () => {
  const channelId = await create('Pairing');
  const { organizationId } = owner;
  const command = { organizationId, channelId, pairingPhone: '+996 555 12 34 56' };
  const connected = await api.http.post('/api/whatsapp/connect').set(as(owner)).send(command).expect(200);
  expect(connected.body).toMatchObject({ channelId, status: 'CONNECTING' });
  await update(channelId, { status: 'QR_CODE_PENDING', qrCode: 'text', pairingCode: 'ABCD1234' });
  const qr = await api.http.get(`/api/whatsapp/qr/${organizationId}`).query({ channelId }).set(as(agent));
  expect(qr.body).toMatchObject({ qrCode: 'text', pairingCode: 'ABCD1234' });
  const bad = { ...command, pairingPhone: '12' };
  const refused = await api.http.post('/api/whatsapp/connect').set(as(owner)).send(bad).expect(400);
  expect(refused.body.code).toBe('INVALID_PHONE');
});

test('a reason is told in words, in the language of whoever asks', async () => {
  const channelId = await create('Reason');
  await update(channelId, { status: 'ERROR', errorCode: 'PASSKEY_REQUIRED' });
  const ask = (language: string) => api.http.get(`/api/sessions/${channelId}`).set(as(agent, language));
  expect((await ask('en')).body.reason).toMatchObject({
    code: 'PASSKEY_REQUIRED',
    message: expect.stringContaining('npm run session:import'),
  });
  expect((await ask('ru')).body.reason.message).toContain('ключ доступа');
});

test('a log-out that WhatsApp did not confirm says what to do on the phone', async () => {
  const channelId = await create('Unheard');
  await update(channelId, { errorCode: 'LOGGED_OUT', errorMessage: 'LOGOUT_UNCONFIRMED' });
  const { body } = await api.http.get(`/api/sessions/${channelId}`).set(as(agent, 'en'));
  expect(body.reason).toMatchObject({
    code: 'LOGGED_OUT',
    message: expect.stringContaining('“Linked devices”'),
  });
});

test('a number that gave up says what its last attempt failed of, and only without that of the internet', async () => {
  const channelId = await create('Given up');
  const sayingOf = async (errorMessage: string | null) => {
    await update(channelId, { status: 'ERROR', errorCode: 'max_reconnect_reached', errorMessage });
    const { body } = await api.http.get(`/api/sessions/${channelId}`).set(as(agent, 'en'));
    return body.reason;
  };
  expect(await sayingOf('UNSUPPORTED_VERSION: r is not a function: at x.js:1')).toEqual({
    code: 'max_reconnect_reached',
    message: expect.stringContaining('Update the product'),
  });
  expect((await sayingOf('CONFLICT')).message).toContain('another browser');
  for (const unknown of [null, 'toString', 'Something: else']) {
    expect((await sayingOf(unknown)).message).toContain('internet of the server');
  }
});

test('rename, move, log out, make default, delete', async () => {
  const channelId = await create('Old name');
  const at = `/api/sessions/${channelId}`;
  const renamed = await api.http.patch(at).set(as(owner)).send({ name: ' New name ', isDefault: true });
  expect(renamed.body).toMatchObject({ name: 'New name', isDefault: true });
  const workerId = await addWorker(api.database, 'big one');
  const workers = await api.http.get('/api/workers').set(as(owner)).expect(200);
  expect(workers.body).toEqual({ items: [{ id: workerId, name: 'big one' }] });
  await api.http.post(`${at}/move`).set(as(owner)).send({ workerId }).expect(200);
  const loggedOut = await api.http.post(`${at}/log-out`).set(as(owner)).send({}).expect(200);
  expect(loggedOut.body.desiredState).toBe('LOGGED_OUT');
  const refused = await api.http.delete(at).set(as(owner)).send({}).expect(409);
  expect(refused.body.code).toBe('CHANNEL_IS_DEFAULT');
  const newDefaultChannelId = await create('Successor');
  await api.http.delete(at).set(as(owner)).send({ newDefaultChannelId }).expect(200);
  await api.http.get(at).set(as(owner)).expect(404);
});

test('a conversation of a deleted number stays readable, says why it cannot be answered, and refuses answers', async () => {
  const { channelId, conversationId } = await fillInbox(api.database, owner.organizationId);
  const others = await api.http.get('/api/sessions').set(as(owner));
  const newDefaultChannelId = others.body.items.find(
    (item: { channelId: string }) => item.channelId !== channelId,
  ).channelId;
  await api.http
    .delete(`/api/sessions/${channelId}`)
    .set(as(owner))
    .send({ newDefaultChannelId })
    .expect(200);
  const { body } = await api.http.get(`/api/conversations/${conversationId}`).set(as(agent)).expect(200);
  expect(body).toMatchObject({ unanswerable: 'CHANNEL_DELETED', channelName: 'WhatsApp' });
  const answer = await api.http
    .post(`/api/conversations/${conversationId}/messages`)
    .set(as(agent))
    .send({ clientMessageId: 'a', content: 'Hello' })
    .expect(409);
  expect(answer.body.code).toBe('CHANNEL_DELETED');
});
