import { REALTIME_PATH } from '@soul-kg-crm/shared/realtime';
import { waitFor, waitingForLocks } from '@soul-kg-crm/tooling/test-world';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { giveNewPassword } from '../src/auth/new-password.ts';
import { addAgent, cookieOf, PASSWORD, type Person } from './support/person.ts';
import { publishOutbox } from './support/publish-outbox.ts';
import { type TestApi, testApi } from './support/test-api.ts';

let api: TestApi;
let owner: Person;
let admin: Person;
let agent: Person;

beforeAll(async () => {
  api = await testApi();
  owner = await api.newOrganization('Первая');
});

beforeEach(async () => {
  admin = await api.newOrganization();
  agent = await addAgent(api.http, api.database, admin.organizationId);
});

afterAll(() => api?.[Symbol.asyncDispose]());

const NEW_PASSWORD = 'another long password';

async function memberIdOf({ userId, organizationId }: Person): Promise<string> {
  const where = { organizationId_userId: { organizationId, userId } };
  return (await api.database.system.member.findUniqueOrThrow({ where })).id;
}

async function make(by: Person | null, whom: Person) {
  const path = `/api/members/${await memberIdOf(whom)}/password-link`;
  return api.http.post(path).set('Cookie', by?.cookie ?? '');
}

async function secretFor(whom: Person, by = admin): Promise<string> {
  const { status, body } = await make(by, whom);
  expect(status).toBe(201);
  expect(body.link).toMatch(/^http:\/\/localhost:3000\/new-password\/[\w-]{43}$/);
  return body.link.split('/').at(-1);
}

const lookUp = (secret: string) => api.http.post('/api/password-links/look-up').send({ secret });
const choose = (secret: string, password: unknown = NEW_PASSWORD) =>
  api.http.post('/api/auth/new-password').send({ secret, password });
const signIn = (email: string, password: string) =>
  api.http.post('/api/auth/sign-in/email').send({ email, password });

type Transaction = Parameters<Parameters<TestApi['database']['system']['$transaction']>[0]>[0];

/** The link is used once this has been done, and waits for its transaction to end. */
async function expectVoidBehind(
  secret: string,
  doFirst: (tx: Transaction) => Promise<unknown>,
): Promise<void> {
  const { system } = api.database;
  const answer = await system.$transaction(
    async (tx) => {
      await doFirst(tx);
      const pending = Promise.resolve(choose(secret));
      await waitFor(async () => (await waitingForLocks(api.database.system)) > 0, {
        what: 'the link to wait',
      });
      // Not awaited here, where it waits for this.
      return { pending };
    },
    { timeout: 60_000 },
  );
  const { status, body } = await answer.pending;
  expect([status, body.code]).toEqual([410, 'PASSWORD_LINK_VOID']);
}

/** Signed in anew, with the password that was chosen. */
async function again(person: Person): Promise<Person> {
  const answer = await signIn(person.email, NEW_PASSWORD).expect(200);
  return { ...person, cookie: cookieOf(answer) };
}

async function join(inviter: Person, { email, cookie }: Person): Promise<void> {
  const invitation = { email, role: 'AGENT' };
  const { body } = await api.http.post('/api/invitations').set('Cookie', inviter.cookie).send(invitation);
  const secret = body.link.split('/').at(-1);
  await api.http.post('/api/invitations/accept').set('Cookie', cookie).send({ secret }).expect(200);
}

async function removeFrom({ organizationId, cookie }: Person, person: Person): Promise<void> {
  const id = await memberIdOf({ ...person, organizationId });
  await api.http.delete(`/api/members/${id}`).set('Cookie', cookie).expect(200);
}

async function expectVoid(secret: string): Promise<void> {
  for (const answer of [await lookUp(secret), await choose(secret)])
    expect([answer.status, answer.body.code]).toEqual([410, 'PASSWORD_LINK_VOID']);
}

test('a colleague who has forgotten their password chooses another one by a link, once', async () => {
  const line = io(api.url, {
    path: REALTIME_PATH,
    extraHeaders: { Cookie: agent.cookie },
    transports: ['websocket'],
    reconnection: false,
  });
  await waitFor(() => line.connected, { what: 'the line' });
  const secret = await secretFor(agent);
  // Nothing has changed until it is used.
  await api.http.get('/api/me').set('Cookie', agent.cookie).expect(200);
  const { email } = agent;
  expect((await lookUp(secret).expect(200)).body).toEqual({
    ...{ name: 'Agent', email, expiresAt: expect.any(String) },
  });
  expect((await choose(secret, 'short')).status).toBe(400);
  const answer = await choose(secret).expect(200);
  const { body: me } = await api.http.get('/api/me').set('Cookie', cookieOf(answer)).expect(200);
  expect(me).toMatchObject({ organizationId: admin.organizationId, user: { email } });
  await api.http.get('/api/me').set('Cookie', agent.cookie).expect(401);
  await publishOutbox(api, admin.organizationId, 'members.updated');
  await waitFor(() => !line.connected, { what: 'the line to be cut' });
  await signIn(email, PASSWORD).expect(401);
  await signIn(email, NEW_PASSWORD).expect(200);
  await expectVoid(secret);
  const entries = await api.database.forOrganization(admin.organizationId).db.activity.findMany({
    where: { action: { startsWith: 'member.password' } },
    orderBy: { id: 'asc' },
  });
  expect(entries).toMatchObject([
    { action: 'member.password_link_made', actorId: admin.userId, targetId: agent.userId },
    { action: 'member.password_renewed', actorId: agent.userId, targetId: agent.userId },
  ]);
  expect(JSON.stringify(entries)).not.toContain(secret);
});

test('only administrators make one, for their own colleagues, and not with a key', async () => {
  const stranger = await api.newOrganization('Чужая');
  expect((await make(null, agent)).status).toBe(401);
  expect((await make(agent, admin)).status).toBe(403);
  expect((await make(stranger, agent)).status).toBe(404);
  const own = await make(admin, admin);
  expect([own.status, own.body.code]).toEqual([409, 'OWN_PASSWORD']);
  const { body } = await api.http.post('/api/api-keys').set('Cookie', admin.cookie).send({ name: 'Сайт' });
  const path = `/api/members/${await memberIdOf(agent)}/password-link`;
  await api.http.post(path).set('X-Api-Key', body.key).expect(403);
  await api.http.post('/api/members/x/password-link').set('Cookie', admin.cookie).expect(400);
});

test('an account that reaches beyond the organisation is opened by none of its administrators', async () => {
  const { organizationId } = await api.newOrganization('Другая');
  const { userId } = agent;
  const early = await secretFor(agent);
  await api.database.system.member.create({ data: { userId, organizationId, role: 'AGENT' } });
  await expectVoid(early);
  const elsewhere = await make(admin, agent);
  expect([elsewhere.status, elsewhere.body.code]).toEqual([409, 'ACCOUNT_NOT_YOURS']);
  const helper = await addAgent(api.http, api.database, owner.organizationId, 'ADMIN');
  const installation = await make(helper, owner);
  expect([installation.status, installation.body.code]).toEqual([409, 'ACCOUNT_NOT_YOURS']);
});

test('a link is void once its colleague has chosen a password themselves', async () => {
  const secret = await secretFor(agent);
  await api.http
    .post('/api/auth/change-password')
    .set('Cookie', agent.cookie)
    .set('Origin', 'http://localhost:3000')
    .send({ currentPassword: PASSWORD, newPassword: NEW_PASSWORD })
    .expect(200);
  await expectVoid(secret);
  const later = await secretFor(agent);
  await lookUp(later).expect(200);
});

test('a link is void once there is a newer one, its time is over, or its maker or its colleague is gone', async () => {
  const [older, newer] = [await secretFor(agent), await secretFor(agent)];
  await expectVoid(older);
  await lookUp(newer).expect(200);
  const { userId } = agent;
  await api.database.system.passwordLink.updateMany({ where: { userId }, data: { expiresAt: new Date() } });
  await expectVoid(newer);
  const other = await addAgent(api.http, api.database, admin.organizationId, 'ADMIN');
  const ofOther = await secretFor(agent, other);
  await api.http
    .patch(`/api/members/${await memberIdOf(other)}`)
    .set('Cookie', admin.cookie)
    .send({ role: 'AGENT' })
    .expect(200);
  await expectVoid(ofOther);
  const ofAgent = await secretFor(agent);
  const member = `/api/members/${await memberIdOf(agent)}`;
  await api.http.delete(member).set('Cookie', admin.cookie).expect(200);
  await expectVoid(ofAgent);
  await expectVoid('made-up');
});

test('a link stays void when its colleague is back, or has left the other organisation that voided it', async () => {
  const [ofRemoved, leaver] = [
    await secretFor(agent),
    await addAgent(api.http, api.database, admin.organizationId),
  ];
  await removeFrom(admin, agent);
  await join(admin, agent);
  await expectVoid(ofRemoved);
  const ofLeaver = await secretFor(leaver);
  const other = await api.newOrganization('Другая');
  await join(other, leaver);
  await removeFrom(other, leaver);
  await expectVoid(ofLeaver);
  await lookUp(await secretFor(leaver)).expect(200);
});

test('whose account is recovered, their own links are void, and those that were made with it', async () => {
  const helper = await addAgent(api.http, api.database, admin.organizationId, 'ADMIN');
  const ofAdmin = await secretFor(admin, helper);
  const byAdmin = await secretFor(agent);
  await choose(ofAdmin).expect(200);
  await expectVoid(byAdmin);
  const [ofHelper, byHelper] = [await secretFor(helper, await again(admin)), await secretFor(agent, helper)];
  await giveNewPassword(api.database, helper.email);
  await expectVoid(ofHelper);
  await expectVoid(byHelper);
});

test('a link that is used while the machine recovers the account sets no password', async () => {
  const { userId } = agent;
  // Begins with the links, as using one does: in another order each could wait for the other.
  await expectVoidBehind(await secretFor(agent), (tx) => tx.passwordLink.deleteMany({ where: { userId } }));
  await signIn(agent.email, PASSWORD).expect(200);
});

test('a link that is used while its colleague joins another organisation sets no password', async () => {
  const { userId } = agent;
  const { organizationId } = await api.newOrganization('Другая');
  const joining = { userId, organizationId, role: 'AGENT' };
  await expectVoidBehind(await secretFor(agent), (tx) => tx.member.create({ data: joining }));
  await signIn(agent.email, PASSWORD).expect(200);
});

test('the same link used twice at once sets one password', async () => {
  const secret = await secretFor(agent);
  const answers = await Promise.all([choose(secret, 'first of two'), choose(secret, 'second of two')]);
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 410]);
});
