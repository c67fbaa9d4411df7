import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { addAgent, cookieOf, PASSWORD, type Person } from './support/person.ts';
import { type TestApi, testApi } from './support/test-api.ts';

let api: TestApi;
let admin: Person;
let email: string;
let counter = 0;

beforeAll(async () => {
  // As installed: nobody else may make an organisation.
  api = await testApi({ settings: { allowsSignUp: false } });
  admin = await api.newOrganization();
});

beforeEach(() => {
  counter += 1;
  email = `invited${counter}@example.com`;
});

afterAll(() => api?.[Symbol.asyncDispose]());

async function invite(input: object = {}): Promise<{ id: string; secret: string; expiresAt: string }> {
  const { body } = await api.http
    .post('/api/invitations')
    .set('Cookie', admin.cookie)
    .send({ email, role: 'AGENT', ...input })
    .expect(201);
  expect(body.link).toMatch(/^http:\/\/localhost:3000\/invitation\/[\w-]{43}$/);
  return { id: body.id, secret: body.link.split('/').at(-1), expiresAt: body.expiresAt };
}

const list = async () =>
  (await api.http.get('/api/invitations').set('Cookie', admin.cookie).expect(200)).body.items;
const lookUp = (secret: string) => api.http.post('/api/invitations/look-up').send({ secret });
const accept = (cookie: string, secret: string) =>
  api.http.post('/api/invitations/accept').set('Cookie', cookie).send({ secret });
const signUp = (secret: string, more: object = {}) =>
  api.http.post('/api/auth/sign-up/invited').send({ secret, name: 'Бермет', password: PASSWORD, ...more });

/** Somebody who has an account, and belongs to no organisation. */
async function withAccount(): Promise<Person> {
  const person = await addAgent(api.http, api.database, admin.organizationId);
  await api.database.system.member.deleteMany({ where: { userId: person.userId } });
  return person;
}

test('an administrator invites, and sees what is open, without the link', async () => {
  const { id, secret, expiresAt } = await invite({ email: email.toUpperCase(), role: 'ADMIN' });
  const days = (Date.parse(expiresAt) - Date.now()) / 86_400_000;
  expect(days).toBeGreaterThan(6.9);
  expect(days).toBeLessThanOrEqual(7);
  const open = await list();
  const shown = { id, email, role: 'ADMIN', invitedByName: expect.stringMatching(/^Person/), expiresAt };
  expect(open[0]).toEqual(shown);
  expect(JSON.stringify(open)).not.toContain(secret);
  const row = await api.database.system.invitation.findUniqueOrThrow({ where: { id } });
  expect(JSON.stringify(row)).not.toContain(secret);
});

test('only administrators invite, and only whom they do not have yet', async () => {
  const { id } = await invite();
  const agent = await addAgent(api.http, api.database, admin.organizationId);
  const input = { email: 'x@example.com', role: 'AGENT' };
  for (const [cookie, status] of [
    ['', 401],
    [agent.cookie, 403],
  ] as const) {
    await api.http.get('/api/invitations').set('Cookie', cookie).expect(status);
    await api.http.post('/api/invitations').set('Cookie', cookie).send(input).expect(status);
    await api.http.delete(`/api/invitations/${id}`).set('Cookie', cookie).expect(status);
  }
  const create = (body: object) => api.http.post('/api/invitations').set('Cookie', admin.cookie).send(body);
  for (const wrong of [{ email: 'nobody' }, { role: 'SUPER_ADMIN' }, { role: undefined }, { more: 1 }])
    expect((await create({ ...input, ...wrong })).status).toBe(400);
  const member = await create({ email: agent.email.toUpperCase(), role: 'AGENT' });
  expect(member.body).toMatchObject({ code: 'ALREADY_MEMBER', detail: expect.stringContaining(agent.email) });
});

test('whoever is invited makes an account with the link, once, also where sign-up is closed', async () => {
  const { id, secret } = await invite();
  expect((await lookUp(secret).expect(200)).body).toEqual({
    ...{ organizationName: 'Ак-Сай', email, role: 'AGENT', hasAccount: false },
    expiresAt: expect.any(String),
  });
  const answer = await signUp(secret).expect(200);
  const { body: me } = await api.http.get('/api/me').set('Cookie', cookieOf(answer)).expect(200);
  const { organizationId } = admin;
  expect(me).toMatchObject({ organizationId, role: 'AGENT', user: { email, name: 'Бермет' } });
  const user = await api.database.system.user.findUniqueOrThrow({
    where: { email },
    include: { members: true },
  });
  expect(user).toMatchObject({ platformRole: 'USER', members: [{ organizationId, role: 'AGENT' }] });
  expect((await list()).map((one: { id: string }) => one.id)).not.toContain(id);
  for (const again of [await lookUp(secret), await signUp(secret), await accept(admin.cookie, secret)])
    expect([again.status, again.body.code]).toEqual([410, 'INVITATION_USED']);
  const entries = await api.database.forOrganization(organizationId).db.activity.findMany({
    where: { targetId: { in: [id, user.id] } },
    orderBy: { id: 'asc' },
  });
  expect(entries).toMatchObject([
    { action: 'member.invited', actorId: admin.userId, details: { role: 'AGENT' } },
    { action: 'member.joined', actorId: user.id, targetId: user.id },
  ]);
  expect(JSON.stringify(entries)).not.toContain(secret);
});

test('an account that is there signs in and joins; another one is told whose the invitation is', async () => {
  const person = await withAccount();
  const { secret } = await invite({ email: person.email, role: 'ADMIN' });
  expect((await lookUp(secret).expect(200)).body).toMatchObject({ hasAccount: true });
  const taken = await signUp(secret).expect(422);
  expect(taken.body).toMatchObject({ code: 'USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL' });
  await accept('', secret).expect(401);
  const wrong = await accept(admin.cookie, secret).expect(403);
  expect(wrong.body).toMatchObject({ code: 'INVITATION_OF_ANOTHER', detail: /agent/ });
  const { organizationId } = admin;
  expect((await accept(person.cookie, secret).expect(200)).body).toEqual({ organizationId });
  const setActive = api.http.post('/api/auth/organization/set-active').set('Cookie', person.cookie);
  await setActive.send({ organizationId }).expect(200);
  const { body } = await api.http.get('/api/me').set('Cookie', person.cookie).expect(200);
  expect(body).toMatchObject({ organizationId, role: 'ADMIN' });
});

test('whoever was in no organisation is in this one at once, in every browser, and may ask again', async () => {
  const person = await withAccount();
  const { organizationId } = admin;
  await api.database.system.session.updateMany({
    where: { userId: person.userId },
    data: { activeOrganizationId: null },
  });
  const { secret } = await invite({ email: person.email });
  expect((await accept(person.cookie, secret).expect(200)).body).toEqual({ organizationId });
  const me = await api.http.get('/api/me').set('Cookie', person.cookie).expect(200);
  expect(me.body).toMatchObject({ organizationId, role: 'AGENT' });
  // The answer was lost on the way.
  expect((await accept(person.cookie, secret).expect(200)).body).toEqual({ organizationId });
  const joined = { action: 'member.joined', targetId: person.userId };
  expect(await api.database.forOrganization(organizationId).db.activity.count({ where: joined })).toBe(1);
  await api.database.system.member.deleteMany({ where: { userId: person.userId } });
  expect((await accept(person.cookie, secret).expect(410)).body).toMatchObject({ code: 'INVITATION_USED' });
});

test('the same link used twice at once makes one account', async () => {
  const { secret } = await invite();
  const answers = await Promise.all([signUp(secret), signUp(secret, { name: 'Другая' })]);
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 410]);
  expect(await api.database.system.user.count({ where: { email } })).toBe(1);
  expect(await api.database.system.member.count({ where: { user: { email } } })).toBe(1);
});

test('the same address again renews its invitation, and the older link is void', async () => {
  const first = await invite();
  await api.database.system.invitation.update({ where: { id: first.id }, data: { expiresAt: new Date() } });
  expect((await lookUp(first.secret).expect(410)).body).toMatchObject({ code: 'INVITATION_EXPIRED' });
  expect((await signUp(first.secret).expect(410)).body).toMatchObject({ code: 'INVITATION_EXPIRED' });
  const renewed = await invite({ role: 'ADMIN' });
  expect(renewed.id).toBe(first.id);
  expect((await lookUp(first.secret).expect(404)).body).toMatchObject({ code: 'INVITATION_UNKNOWN' });
  expect((await lookUp(renewed.secret).expect(200)).body).toMatchObject({ role: 'ADMIN' });
});

test('an invitation that is taken back is void, and so are those of whoever is removed', async () => {
  const { id, secret } = await invite();
  const takeBack = () => api.http.delete(`/api/invitations/${id}`).set('Cookie', admin.cookie);
  await takeBack().expect(200, { success: true });
  await takeBack().expect(404);
  await api.http.delete('/api/invitations/x').set('Cookie', admin.cookie).expect(400);
  const refused = await lookUp(secret).set('Accept-Language', 'ru').expect(410);
  expect(refused.body).toMatchObject({ code: 'INVITATION_WITHDRAWN', detail: /отозвано/ });
  const other = await addAgent(api.http, api.database, admin.organizationId, 'ADMIN');
  const made = await api.http
    .post('/api/invitations')
    .set('Cookie', other.cookie)
    .send({ email: `back.${email}`, role: 'ADMIN' })
    .expect(201);
  await api.http.post('/api/members/leave').set('Cookie', other.cookie).expect(200);
  await signUp(made.body.link.split('/').at(-1)).expect(410);
});

test('a link that was never made, and what is no account, are refused with sentences', async () => {
  for (const answer of [
    await lookUp('made-up'),
    await signUp('made-up'),
    await accept(admin.cookie, 'made-up'),
  ])
    expect([answer.status, answer.body.code]).toEqual([404, 'INVITATION_UNKNOWN']);
  const { secret } = await invite();
  for (const wrong of [{ name: ' ' }, { password: 'short' }, { email: 'me@example.com' }, { role: 'ADMIN' }])
    expect((await signUp(secret, wrong)).status).toBe(400);
  await lookUp(secret).expect(200);
});

test('so many invitations can be open, and not more', async () => {
  const organization = await api.database.system.organization.findFirstOrThrow();
  const open = await api.database.system.invitation.count({ where: { status: 'pending' } });
  await api.database.system.invitation.createMany({
    data: Array.from({ length: 50 - open }, (_, index) => ({
      ...{ organizationId: organization.id, inviterId: admin.userId, role: 'AGENT' },
      ...{ email: `full${index}@example.com`, expiresAt: new Date(Date.now() + 60_000) },
    })),
  });
  const ask = (to: string) =>
    api.http.post('/api/invitations').set('Cookie', admin.cookie).send({ email: to, role: 'AGENT' });
  expect((await ask(email).expect(409)).body).toMatchObject({ code: 'TOO_MANY_INVITATIONS' });
  await ask('full0@example.com').expect(201);
});

test('whoever tries links is stopped, as whoever tries passwords is', async () => {
  await using strict = await testApi({ settings: { signInAttempts: 1 } });
  const tries = Array.from({ length: 11 }, () =>
    strict.http.post('/api/invitations/look-up').send({ secret: 'guess' }),
  );
  const answers = await Promise.all(tries);
  expect(answers.map(({ status }) => status).toSorted()).toEqual([...Array(10).fill(404), 429]);
  const { cookie } = await strict.newOrganization();
  const change = { currentPassword: 'a guess', newPassword: 'another long one' };
  await strict.http.post('/api/auth/change-password').set('Cookie', cookie).send(change).expect(429);
});
