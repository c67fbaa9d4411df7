import { newId } from '@soul-kg-crm/shared/ids';
import { REALTIME_PATH } from '@soul-kg-crm/shared/realtime';
import { waitFor } from '@soul-kg-crm/tooling/test-world';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { fillInbox } from './support/inbox.ts';
import { addAgent, type Person } from './support/person.ts';
import { publishOutbox } from './support/publish-outbox.ts';
import { type TestApi, testApi } from './support/test-api.ts';

let api: TestApi;
let admin: Person;
let other: Person;
let agent: Person;

beforeAll(async () => {
  api = await testApi();
  // The first of an installation owns it, which these are not.
  await api.newOrganization('Первая');
});

beforeEach(async () => {
  admin = await api.newOrganization();
  other = await addAgent(api.http, api.database, admin.organizationId, 'ADMIN');
  agent = await addAgent(api.http, api.database, admin.organizationId);
});

afterAll(() => api?.[Symbol.asyncDispose]());

const list = (person: Person) => api.http.get('/api/members').set('Cookie', person.cookie);
const me = async (person: Person) => (await api.http.get('/api/me').set('Cookie', person.cookie)).body;

async function memberIdOf({ userId, organizationId }: Person): Promise<string> {
  const row = await api.database.system.member.findUniqueOrThrow({
    where: { organizationId_userId: { organizationId, userId } },
  });
  return row.id;
}

async function change(by: Person, whom: Person, role: unknown) {
  const memberId = await memberIdOf(whom);
  return api.http.patch(`/api/members/${memberId}`).set('Cookie', by.cookie).send({ role });
}

async function remove(by: Person, whom: Person) {
  return api.http.delete(`/api/members/${await memberIdOf(whom)}`).set('Cookie', by.cookie);
}

async function log({ organizationId }: Person) {
  const rows = await api.database.forOrganization(organizationId).db.activity.findMany({
    where: { action: { startsWith: 'member.' } },
    orderBy: { id: 'asc' },
  });
  return rows.map(({ action, actorId, targetId, details }) => ({ action, actorId, targetId, details }));
}

test('every member sees who belongs to the organisation, and nobody else does', async () => {
  await api.http.get('/api/members').expect(401);
  const { body } = await list(agent).expect(200);
  expect(body.nextCursor).toBeNull();
  expect(body.items).toMatchObject([
    { userId: admin.userId, email: admin.email, role: 'ADMIN', joinedAt: expect.any(String) },
    { userId: other.userId, role: 'ADMIN' },
    { userId: agent.userId, name: 'Agent', email: agent.email, role: 'AGENT' },
  ]);
  const stranger = await api.newOrganization('Чужая');
  expect((await list(stranger).expect(200)).body.items).toMatchObject([{ userId: stranger.userId }]);
});

test('an administrator makes a colleague another one and back, and it holds at once', async () => {
  const { status, body } = await change(admin, agent, 'ADMIN');
  expect(status).toBe(200);
  expect(body).toMatchObject({ userId: agent.userId, role: 'ADMIN' });
  expect(await me(agent)).toMatchObject({ role: 'ADMIN' });
  expect((await change(admin, agent, 'AGENT')).status).toBe(200);
  expect(await me(agent)).toMatchObject({ role: 'AGENT' });
  const entry = { action: 'member.role_changed', actorId: admin.userId, targetId: agent.userId };
  expect(await log(admin)).toEqual([
    { ...entry, details: { name: 'Agent', role: 'ADMIN' } },
    { ...entry, details: { name: 'Agent', role: 'AGENT' } },
  ]);
});

test('what is no role, no member or not allowed is refused', async () => {
  const stranger = await api.newOrganization('Чужая');
  for (const role of ['SUPER_ADMIN', 'OWNER', null])
    expect((await change(admin, agent, role)).status).toBe(400);
  expect((await change(stranger, agent, 'ADMIN')).status).toBe(404);
  expect((await remove(stranger, agent)).status).toBe(404);
  expect((await change(agent, other, 'AGENT')).status).toBe(403);
  expect((await remove(agent, other)).status).toBe(403);
  const nobody = `/api/members/${newId()}`;
  await api.http.delete(nobody).expect(401);
  await api.http.patch(nobody).send({ role: 'AGENT' }).expect(401);
  await api.http.post('/api/members/leave').expect(401);
  await api.http.delete(nobody).set('Cookie', admin.cookie).expect(404);
  await api.http.delete('/api/members/x').set('Cookie', admin.cookie).expect(400);
  const own = await change(admin, admin, 'AGENT');
  expect([own.status, own.body.code]).toEqual([409, 'OWN_ROLE']);
});

test('a key sees the members, and changes nothing about them', async () => {
  const { body } = await api.http.post('/api/api-keys').set('Cookie', admin.cookie).send({ name: 'Сайт' });
  const asKey = { 'X-Api-Key': body.key };
  await api.http.get('/api/members').set(asKey).expect(200);
  const memberId = await memberIdOf(agent);
  await api.http.patch(`/api/members/${memberId}`).set(asKey).send({ role: 'ADMIN' }).expect(403);
  await api.http.delete(`/api/members/${memberId}`).set(asKey).expect(403);
  await api.http.get('/api/invitations').set(asKey).expect(403);
  const input = { email: 'key@example.com', role: 'ADMIN' };
  await api.http.post('/api/invitations').set(asKey).send(input).expect(403);
});

test('whoever is removed is out at once, everywhere, and their assignments can be read', async () => {
  const heard = io(api.url, {
    path: REALTIME_PATH,
    extraHeaders: { Cookie: agent.cookie },
    transports: ['websocket'],
    reconnection: false,
  });
  await waitFor(() => heard.connected, { what: 'the line' });
  const { conversationId } = await fillInbox(api.database, admin.organizationId);
  const conversation = `/api/conversations/${conversationId}`;
  const assign = api.http.patch(conversation).set('Cookie', admin.cookie);
  await assign.send({ assigneeId: agent.userId }).expect(200);
  expect((await remove(admin, agent)).status).toBe(200);
  expect(await me(agent)).toMatchObject({ organizationId: null, role: null });
  await list(agent).expect(403);
  await api.http.get('/api/conversations').set('Cookie', agent.cookie).expect(403);
  await publishOutbox(api, admin.organizationId, 'members.updated');
  await waitFor(() => !heard.connected, { what: 'the line to be cut' });
  const read = await api.http.get(conversation).set('Cookie', admin.cookie);
  expect(read.body).toMatchObject({ assigneeId: agent.userId });
  expect(await log(admin)).toEqual([
    {
      ...{ action: 'member.removed', actorId: admin.userId, targetId: agent.userId },
      details: { name: 'Agent' },
    },
  ]);
});

test('what whoever is removed wrote stays under their name: in the thread, alone and in bulk', async () => {
  const { conversationId, broadcastId } = await fillInbox(api.database, admin.organizationId);
  const thread = `/api/conversations/${conversationId}/messages`;
  const sent = await api.http
    .post(thread)
    .set('Cookie', agent.cookie)
    .send({ content: 'Здравствуйте', clientMessageId: newId() })
    .expect(202);
  const { db } = api.database.forOrganization(admin.organizationId);
  await db.broadcast.update({ where: { id: broadcastId }, data: { createdById: agent.userId } });
  expect((await remove(admin, agent)).status).toBe(200);
  const get = async (path: string) => (await api.http.get(path).set('Cookie', admin.cookie).expect(200)).body;
  const { items } = await get(thread);
  expect(items.find(({ id }: { id: string }) => id === sent.body.id)).toMatchObject({ senderName: 'Agent' });
  expect(await get(`/api/messages/${sent.body.id}`)).toMatchObject({ senderName: 'Agent' });
  expect(await get(`/api/broadcasts/${broadcastId}`)).toMatchObject({ createdByName: 'Agent' });
});

test('whoever belongs to another organisation as well goes on there', async () => {
  const elsewhere = await api.newOrganization('Другая');
  const { userId } = agent;
  const { organizationId } = elsewhere;
  await api.database.system.member.create({ data: { userId, organizationId, role: 'AGENT' } });
  expect((await remove(admin, agent)).status).toBe(200);
  expect(await me(agent)).toMatchObject({ organizationId, role: 'AGENT' });
});

test('colleagues leave of their own accord, the last administrator does not', async () => {
  const leave = (person: Person) => api.http.post('/api/members/leave').set('Cookie', person.cookie);
  await leave(agent).expect(200);
  await leave(agent).expect(403);
  expect((await remove(other, other)).status).toBe(200);
  const refused = await leave(admin).set('Accept-Language', 'ru').expect(409);
  expect(refused.body).toMatchObject({ code: 'LAST_ADMIN', detail: /должен быть администратор/ });
  expect((await remove(admin, admin)).body).toMatchObject({ code: 'LAST_ADMIN' });
  expect((await log(admin)).map(({ action }) => action)).toEqual(['member.left', 'member.left']);
});

test('two administrators who demote, or remove, each other at once: one remains', async () => {
  const demoted = await Promise.all([change(admin, other, 'AGENT'), change(other, admin, 'AGENT')]);
  expect(demoted.map(({ status }) => status).toSorted()).toEqual([200, 403]);
  const admins = async () =>
    api.database.system.member.count({ where: { organizationId: admin.organizationId, role: 'ADMIN' } });
  expect(await admins()).toBe(1);
  await api.database.system.member.updateMany({
    where: { userId: { in: [admin.userId, other.userId] } },
    data: { role: 'ADMIN' },
  });
  const removed = await Promise.all([remove(admin, other), remove(other, admin)]);
  expect(removed.map(({ status }) => status).toSorted()).toEqual([200, 403]);
  expect(await admins()).toBe(1);
});

test('who owns the installation keeps role and place, whatever an administrator wants', async () => {
  await using fresh = await testApi();
  const owner = await fresh.newOrganization();
  const admin = await addAgent(fresh.http, fresh.database, owner.organizationId, 'ADMIN');
  const { body } = await fresh.http.get('/api/members').set('Cookie', admin.cookie).expect(200);
  const [{ id, role }] = body.items;
  expect(role).toBe('SUPER_ADMIN');
  const patch = fresh.http.patch(`/api/members/${id}`).set('Cookie', admin.cookie);
  expect((await patch.send({ role: 'AGENT' }).expect(409)).body).toMatchObject({ code: 'MEMBER_IS_OWNER' });
  const removal = await fresh.http.delete(`/api/members/${id}`).set('Cookie', admin.cookie).expect(409);
  expect(removal.body).toMatchObject({ code: 'MEMBER_IS_OWNER' });
});
