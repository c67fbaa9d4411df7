import { newId } from '@soul-kg-crm/shared/ids';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Person } from './support/person.ts';
import { type TestApi, testApi } from './support/test-api.ts';

let api: TestApi;
let admin: Person;

beforeAll(async () => {
  api = await testApi();
  admin = await api.newOrganization();
});

afterAll(() => api?.[Symbol.asyncDispose]());

const messages = (count: number) =>
  Array.from({ length: count }, (_, n) => ({
    to: `+9967005500${String(n).padStart(2, '0')}`,
    content: `Привет, ${n}`,
    clientMessageId: `bulk-${n}`,
  }));
const send = (body: object) =>
  api.http
    .post('/api/whatsapp/send/bulk')
    .set('Cookie', admin.cookie)
    .send({ organizationId: admin.organizationId, ...body });
const allow = (safety: object = {}) =>
  api.http
    .put(`/api/whatsapp/settings/${admin.organizationId}`)
    .set('Cookie', admin.cookie)
    .send({ safety: { enableMassSending: true, requireConfirmation: true, maxBatchSize: 50, ...safety } })
    .expect(200);
const queued = () =>
  api.database
    .forOrganization(admin.organizationId)
    .db.message.findMany({ where: { direction: 'OUTGOING' } });

test('a bulk send is refused while enableMassSending is false', async () => {
  expect((await send({ messages: messages(2) }).expect(403)).body.code).toBe('MASS_SENDING_OFF');
  await send({ messages: messages(2), requireConfirmation: false }).expect(403);
  expect(await queued()).toEqual([]);
  await allow();
  await send({ messages: messages(2) }).expect(202);
});

test('as much as the contract takes is taken, however it is written', async () => {
  const organization = await api.newOrganization();
  const content = String.raw`\u0436`.repeat(4_096);
  const of = (to: string) => `{"to":"${to}","content":"${content}"}`;
  const body = `{"messages":[${messages(100).map(({ to }) => of(to))}],"requireConfirmation":false}`;
  const answer = await api.http
    .post('/api/whatsapp/send/bulk')
    .set('Cookie', organization.cookie)
    .set('Content-Type', 'application/json')
    .send(body);
  // Of an organisation that has it switched off: it was read, and nothing need be stored.
  expect(answer.body).toMatchObject({ code: 'MASS_SENDING_OFF' });
});

test('with requireConfirmation, more than 10 messages need a confirmation, and without it they do not', async () => {
  await allow({ requireConfirmation: true });
  await send({ messages: messages(10) }).expect(202);
  await send({ messages: messages(11) }).expect(400);
  await send({ messages: messages(11), requireConfirmation: true }).expect(400);
  await send({ messages: messages(11), requireConfirmation: false }).expect(202);
  await allow({ requireConfirmation: false });
  await send({ messages: messages(12) }).expect(202);
});

test('above maxBatchSize a bulk send without confirmation is 400', async () => {
  await allow({ requireConfirmation: false, maxBatchSize: 5 });
  await send({ messages: messages(5) }).expect(202);
  expect((await send({ messages: messages(6) }).expect(400)).body.code).toBe('CONFIRMATION_NEEDED');
  await send({ messages: messages(6), requireConfirmation: false }).expect(202);
});

test('a missing confirmation is 400, with how many messages it is about and what they risk', async () => {
  await allow();
  const before = await queued();
  const { body } = await send({ messages: messages(13) }).expect(400);
  expect(body).toMatchObject({ code: 'CONFIRMATION_NEEDED', detail: expect.stringContaining('13') });
  expect(body.detail).toContain('risk that WhatsApp blocks the number');
  expect(await queued()).toEqual(before);
});

test('a bulk send has 1 to 100 messages', async () => {
  await allow();
  const fields = async (count: number) => {
    const { body } = await send({ messages: messages(count), requireConfirmation: false }).expect(400);
    return body.errors.map(({ field }: { field: string }) => field);
  };
  expect(await fields(0)).toEqual(['messages']);
  expect(await fields(101)).toEqual(['messages']);
  const { body } = await send({ messages: messages(100), requireConfirmation: false }).expect(202);
  expect(body).toMatchObject({ queued: 100, failed: 0 });
});

test('a message of a bulk send may name its conversation', async () => {
  await allow();
  const [first] = messages(1);
  await send({ messages: [first] }).expect(202);
  const known = (await queued()).find(({ clientMessageId }) => clientMessageId === first?.clientMessageId);
  const more = { conversationId: known?.conversationId, content: 'ещё', clientMessageId: 'in it' };
  await send({ messages: [{ ...first, ...more }] }).expect(202);
  expect((await queued()).filter(({ content }) => content === 'ещё')).toMatchObject([
    { conversationId: known?.conversationId },
  ]);
  const foreign = { ...first, ...more, to: '+996700551234', clientMessageId: 'not theirs' };
  const { body } = await send({ messages: [foreign] }).expect(202);
  const message = 'conversationId: A conversation with another number';
  expect(body).toMatchObject({
    queued: 0,
    errors: [{ to: foreign.to, error: 'VALIDATION_FAILED', message }],
  });
});

test('each number gets its message, at the lowest priority; who cannot be written to is told, and stops nobody', async () => {
  await allow();
  const before = await queued();
  const own = messages(12).map((message) => ({ ...message, clientMessageId: `own-${message.to}` }));
  const all = [...own, { to: 'nobody', content: 'x' }];
  const { body } = await send({ messages: all, requireConfirmation: false }).expect(202);
  expect(body).toEqual({
    success: true,
    queued: 12,
    failed: 1,
    errors: [{ to: 'nobody', error: 'INVALID_PHONE', message: expect.stringContaining('has no digits') }],
  });
  expect(new Set((await queued()).map(({ priority }) => priority))).toEqual(new Set([1]));
  await send({ messages: own, requireConfirmation: false }).expect(202);
  expect(await queued()).toHaveLength(before.length + 12);
});

test('a bulk send goes from the number that is told', async () => {
  await allow({ requireConfirmation: false });
  const { body } = await api.http
    .post('/api/sessions')
    .set('Cookie', admin.cookie)
    .send({ name: 'Доставка' })
    .expect(201);
  const more = messages(1).map((message) => ({
    ...message,
    to: '+996700550099',
    clientMessageId: 'from-another',
  }));
  await send({ channelId: body.channelId, messages: more }).expect(202);
  const [sent] = (await queued()).filter(({ clientMessageId }) => clientMessageId === 'from-another');
  expect(sent?.channelId).toBe(body.channelId);

  const stranger = await api.newOrganization('Чужая');
  const { id: foreign } = await api.database
    .forOrganization(stranger.organizationId)
    .db.channel.findFirstOrThrow();
  await send({ channelId: foreign, messages: more }).expect(404);
  await send({ channelId: 'none', messages: more }).expect(400);
});

test('half a surrogate pair anywhere in it is a bad request', async () => {
  const { body } = await send({ messages: [{ to: '+996700550098', content: 'half \ud83d' }] }).expect(400);
  expect(body.errors).toMatchObject([{ field: 'messages.0.content' }]);
});

test('bulk that already waits is taken back for a number, and no person’s answer with it', async () => {
  await allow();
  const one = (await queued()).find(({ clientMessageId }) => clientMessageId === 'bulk-0');
  const db = api.database.forOrganization(admin.organizationId).db;
  await db.message.updateMany({ data: { status: 'SENT' } });
  const late = messages(2).map((message) => ({ ...message, clientMessageId: newId() }));
  await send({ messages: late }).expect(202);
  const conversationId = one?.conversationId ?? '';
  const answer = await api.http
    .post(`/api/conversations/${conversationId}/messages`)
    .set('Cookie', admin.cookie)
    .send({ clientMessageId: newId(), content: 'Сейчас отвечу' })
    .expect(202);
  const cancel = (person: Person, id = one?.channelId) =>
    api.http.post(`/api/queues/numbers/${id}/cancel`).set('Cookie', person.cookie).send({});
  await cancel(await api.newOrganization('Чужая')).expect(404);
  await cancel(admin, 'not-an-id').expect(400);
  await cancel(admin).expect(200, { cancelled: 2 });
  await cancel(admin).expect(200, { cancelled: 0 });
  const waiting = await db.message.findMany({ where: { status: 'PENDING' } });
  expect(waiting.map(({ id }) => id)).toEqual([answer.body.id]);
  expect(await db.message.count({ where: { status: 'FAILED', errorCode: 'CANCELLED' } })).toBe(2);
  const entry = await db.activity.findFirst({ where: { action: 'messages.taken_back' } });
  expect(entry).toMatchObject({ actorId: admin.userId, targetId: one?.channelId, details: { count: 2 } });
});
