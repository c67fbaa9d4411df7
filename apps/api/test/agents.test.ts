import { newId } from '@soul-kg-crm/shared/ids';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fillInbox, type Inbox } from './support/inbox.ts';
import { addAgent, type Person } from './support/person.ts';
import { type TestApi, testApi } from './support/test-api.ts';

let api: TestApi;
let admin: Person;
let colleague: Person;
let stranger: Person;
let inbox: Inbox;

beforeAll(async () => {
  api = await testApi();
  admin = await api.newOrganization();
  colleague = await addAgent(api.http, api.database, admin.organizationId);
  stranger = await api.newOrganization('Чужая');
  inbox = await fillInbox(api.database, admin.organizationId);
});

afterAll(() => api?.[Symbol.asyncDispose]());

const path = () => `/api/agents/settings/${admin.organizationId}`;
const put = (person: Person, body: object) =>
  api.http.put(path()).set('Cookie', person.cookie).set('Accept-Language', 'ru').send(body);
const patch = (person: Person, body: object) =>
  api.http.patch(`/api/conversations/${inbox.conversationId}`).set('Cookie', person.cookie).send(body);

test('agents are off until an administrator switches one on; a colleague reads', async () => {
  await api.http.get(path()).expect(401);
  await api.http.get(path()).set('Cookie', stranger.cookie).expect(404);
  const before = await api.http.get(path()).set('Cookie', colleague.cookie).expect(200);
  expect(before.body).toEqual({ agentType: null, answers: [], handOverAfter: 2 });
  await put(colleague, { agentType: 'receptionist' }).expect(403);
  const answers = [{ keywords: ['цена'], text: 'От 100 сом' }];
  await put(admin, { agentType: 'receptionist', answers }).expect(200);
  const after = await put(admin, { handOverAfter: 3 }).expect(200);
  expect(after.body).toEqual({ agentType: 'receptionist', answers, handOverAfter: 3 });
});

test('of two who change the answers the second is told, and loses nobody’s', async () => {
  const answer = (text: string) => [{ keywords: ['цена'], text }];
  await put(admin, { answers: answer('100') }).expect(200);
  await put(admin, { answers: answer('200'), answersFrom: answer('100') }).expect(200);
  const late = await put(admin, { answers: answer('300'), answersFrom: answer('100') }).expect(409);
  expect(late.body.code).toBe('CONFLICT');
  await put(admin, { answers: answer('200'), answersFrom: answer('100') }).expect(200);
  await put(admin, { handOverAfter: 3 }).expect(200);
  const { body } = await api.http.get(path()).set('Cookie', admin.cookie).expect(200);
  expect(body.answers).toEqual(answer('200'));
});

test('what cannot be said is refused at its field, in the language of the caller', async () => {
  await put(admin, { agentType: 'nobody' }).expect(400);
  await put(admin, { handOverAfter: 0 }).expect(400);
  const { body } = await put(admin, { answers: [{ keywords: [], text: '' }] }).expect(400);
  expect(body.errors.map(({ field }: { field: string }) => field)).toEqual([
    'answers.0.keywords',
    'answers.0.text',
  ]);
});

test('a colleague takes over and gives back; answering takes over by itself', async () => {
  const taken = await patch(colleague, { agentState: 'TAKEN_OVER' }).expect(200);
  expect(taken.body.agent).toMatchObject({ state: 'TAKEN_OVER', byId: colleague.userId, reason: null });
  const given = await patch(colleague, { agentState: 'ACTIVE' }).expect(200);
  expect(given.body.agent).toMatchObject({ state: 'ACTIVE', byId: colleague.userId });
  await api.http
    .post(`/api/conversations/${inbox.conversationId}/messages`)
    .set('Cookie', admin.cookie)
    .send({ clientMessageId: newId(), content: 'Я здесь' })
    .expect(202);
  const shown = await api.http
    .get(`/api/conversations/${inbox.conversationId}`)
    .set('Cookie', colleague.cookie)
    .expect(200);
  expect(shown.body.agent).toMatchObject({ state: 'TAKEN_OVER', byId: admin.userId });
});

test('what a program sends with a key takes over nothing; it does so where it says so', async () => {
  await put(admin, { agentType: 'receptionist' }).expect(200);
  const { conversationId } = inbox;
  const { db } = api.database.forOrganization(admin.organizationId);
  const to = (
    await db.client.findFirstOrThrow({ where: { conversations: { some: { id: conversationId } } } })
  ).phone;
  const { body } = await api.http.post('/api/api-keys').set('Cookie', admin.cookie).send({ name: 'Заказы' });
  const conversation = () => api.http.get(`/api/conversations/${conversationId}`).set('X-Api-Key', body.key);
  const stateOf = async () => (await conversation().expect(200)).body.agent.state;
  const post = (path: string, message: object) =>
    api.http.post(path).set('X-Api-Key', body.key).send(message).expect(202);
  for (const state of ['ACTIVE', 'HANDED_OVER'] as const) {
    await db.conversation.update({ where: { id: conversationId }, data: { agentState: state } });
    await post('/api/whatsapp/send', { to, conversationId, content: 'Заказ готов', priority: 10 });
    await post(`/api/conversations/${conversationId}/messages`, {
      clientMessageId: newId(),
      content: 'Ждём',
    });
    expect(await stateOf()).toBe(state);
  }
  const takeOver = { agentState: 'TAKEN_OVER' };
  await api.http.patch(`/api/conversations/${conversationId}`).set('X-Api-Key', body.key).send(takeOver);
  expect(await stateOf()).toBe('TAKEN_OVER');
  const last = { where: { targetId: conversationId }, orderBy: { id: 'desc' } } as const;
  expect(await db.activity.findFirstOrThrow(last)).toMatchObject({ details: { ...takeOver, by: 'program' } });
});

test('nobody hands over in an agent’s name, nor in another organisation', async () => {
  await patch(colleague, { agentState: 'HANDED_OVER' }).expect(400);
  await patch(stranger, { agentState: 'TAKEN_OVER' }).expect(404);
  await api.http.patch(`/api/conversations/${inbox.conversationId}`).send({}).expect(401);
});
