import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addAgent, cookieOf, PASSWORD } from './support/person.ts';
import { type TestApi, testApi } from './support/test-api.ts';

let api: TestApi;

beforeAll(async () => {
  api = await testApi();
});

afterAll(() => api?.[Symbol.asyncDispose]());

const stranger = { name: 'Айбек', password: PASSWORD, organizationName: 'Жаны Тоо' };

test('the first to sign up owns the installation; organisation, company and channel are there at once', async () => {
  const email = 'Owner@Example.com';
  const answer = await api.http
    .post('/api/auth/sign-up/email')
    .send({ ...stranger, email })
    .expect(200);
  expect(answer.body.user).toMatchObject({ email: 'owner@example.com', name: 'Айбек' });
  const { body } = await api.http.get('/api/me').set('Cookie', cookieOf(answer)).expect(200);
  expect(body).toMatchObject({ role: 'SUPER_ADMIN', organizationName: 'Жаны Тоо' });
  const { db } = api.database.forOrganization(body.organizationId);
  expect(await db.company.findFirst()).toMatchObject({ code: 'COMP001', name: 'Жаны Тоо' });
  expect(await db.channel.findFirst({ include: { whatsAppSession: true } })).toMatchObject({
    type: 'WHATSAPP',
    isDefault: true,
    whatsAppSession: { status: 'DISCONNECTED' },
  });
});

test('whoever comes later is ADMIN of an organisation of their own', async () => {
  const person = await api.newOrganization();
  const { body } = await api.http.get('/api/me').set('Cookie', person.cookie).expect(200);
  expect(body).toMatchObject({ organizationId: person.organizationId, role: 'ADMIN' });
});

test('sign-up closes after the first owner, also for two who come at once', async () => {
  await using closed = await testApi({ settings: { allowsSignUp: false } });
  expect((await closed.http.get('/api/instance')).body).toMatchObject({ isSignUpOpen: true });
  const answers = await Promise.all(
    ['a@example.com', 'b@example.com'].map((email) =>
      closed.http
        .post('/api/auth/sign-up/email')
        .set('Accept-Language', 'ru')
        .send({ ...stranger, email }),
    ),
  );
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 403]);
  const refused = answers.find(({ status }) => status === 403);
  expect(refused?.body).toMatchObject({ code: 'SIGN_UP_CLOSED', detail: /закрыта/ });
  expect((await closed.http.get('/api/instance')).body).toMatchObject({ isSignUpOpen: false });
});

test('a taken e-mail and a bad form are told by field, and leave nothing behind', async () => {
  const person = await api.newOrganization();
  const before = await api.database.system.organization.count();
  const signUp = (body: object) => api.http.post('/api/auth/sign-up/email').send(body);
  const taken = await signUp({ ...stranger, email: person.email.toUpperCase() }).expect(422);
  expect(taken.body).toMatchObject({ code: 'USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL' });
  const bad = await signUp({ name: 'A', email: 'nobody', password: 'short', role: 'ADMIN' }).expect(400);
  const fields = bad.body.errors.map(({ field }: { field: string }) => field).toSorted();
  expect(fields).toEqual(['email', 'organizationName', 'password', 'role']);
  expect(await api.database.system.organization.count()).toBe(before);
});

test('sign-in keeps to the first organisation; sign-out ends the session for good', async () => {
  const { organizationId } = await api.newOrganization();
  const agent = await addAgent(api.http, api.database, organizationId);
  const me = () => api.http.get('/api/me').set('Cookie', agent.cookie);
  expect((await me().expect(200)).body).toMatchObject({ organizationId, role: 'AGENT' });
  await api.http.post('/api/auth/sign-out').set('Cookie', agent.cookie).expect(200);
  await me().expect(401);
});

test('whoever leaves the organisation loses it at once', async () => {
  const { organizationId } = await api.newOrganization();
  const agent = await addAgent(api.http, api.database, organizationId);
  await api.database.system.member.deleteMany({ where: { userId: agent.userId } });
  const { body } = await api.http.get('/api/me').set('Cookie', agent.cookie).expect(200);
  expect(body).toMatchObject({ organizationId: null, role: null });
  await api.http.get('/api/conversations').set('Cookie', agent.cookie).expect(403);
});

test('a wrong password is 401 with a sentence in the caller’s language', async () => {
  const { email } = await api.newOrganization();
  const answer = await api.http
    .post('/api/auth/sign-in/email')
    .set('Accept-Language', 'ru-RU')
    .send({ email, password: 'wrong password' })
    .expect(401);
  expect(answer.body).toEqual({ code: 'INVALID_EMAIL_OR_PASSWORD', message: 'Неверный адрес или пароль.' });
});

test.each([
  { path: '/organization/set-active', body: { organizationId: 'not-an-id' } },
  { path: '/organization/set-active', body: { organizationId: 42 } },
  { path: '/sign-up/invited', body: { name: '', secret: 5 } },
  { path: '/sign-up/invited', body: { name: 'A', secret: 'x', password: 'long enough' } },
  { path: '/organization/create', body: { name: 'Mine', slug: 'mine' } },
  { path: '/api-key/create', body: {} },
  { path: '/sign-in/email', body: { email: '\u0000', password: 'x' } },
  { path: '/nothing-here', body: {} },
])('better-auth’s $path answers a bad request with 4xx, a code and a sentence', async ({ path, body }) => {
  const { cookie } = await api.newOrganization();
  const answer = await api.http.post(`/api/auth${path}`).set('Cookie', cookie).send(body);
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(answer.status).toBeLessThan(500);
  expect(answer.body).toMatchObject({ code: expect.any(String) });
  expect(answer.body.message ?? answer.body.detail).toEqual(expect.any(String));
});

test('another organisation cannot be made the active one', async () => {
  const mine = await api.newOrganization();
  const other = await api.newOrganization();
  const setActive = api.http.post('/api/auth/organization/set-active').set('Cookie', mine.cookie);
  expect((await setActive.send({ organizationId: other.organizationId })).status).toBe(403);
});

test('name and language can be changed, and the language speaks at once', async () => {
  const { cookie } = await api.newOrganization();
  const change = await api.http
    .patch('/api/me')
    .set('Cookie', cookie)
    .send({ name: 'Гүлнара', locale: 'ru' });
  expect(change.body.user).toMatchObject({ name: 'Гүлнара', locale: 'ru' });
  const { body } = await api.http.get('/api/clients/42').set('Cookie', cookie).expect(400);
  expect(body.errors).toEqual([{ field: 'clientId', message: 'Это не идентификатор' }]);
});

test('another name is told to the colleagues, and another language is not', async () => {
  const { cookie, organizationId } = await api.newOrganization();
  const { db } = api.database.forOrganization(organizationId);
  const told = () => db.outboxEvent.count({ where: { name: 'members.updated' } });
  const before = await told();
  const change = (body: object) => api.http.patch('/api/me').set('Cookie', cookie).send(body).expect(200);
  await change({ locale: 'en' });
  expect(await told()).toBe(before);
  await change({ name: 'Гүлнара' });
  expect(await told()).toBe(before + 1);
});

test('cookies are HttpOnly and Lax, and Secure where the dashboard is https', async () => {
  await using secure = await testApi({ settings: { publicUrl: 'https://crm.example.com' } });
  const signUp = (at: TestApi, email: string) =>
    at.http
      .post('/api/auth/sign-up/email')
      .send({ ...stranger, email })
      .expect(200);
  const [plain] = (await signUp(api, 'plain@example.com')).get('Set-Cookie') ?? [];
  expect(plain).toMatch(/HttpOnly; SameSite=Lax/);
  expect(plain).not.toMatch(/Secure/);
  const [safe] = (await signUp(secure, 'safe@example.com')).get('Set-Cookie') ?? [];
  expect(safe).toMatch(/^__Secure-.*; HttpOnly; Secure; SameSite=Lax/);
});

test('whoever has the machine gives a new password to whom has forgotten theirs, and signs them out', async () => {
  const { email, cookie } = await api.newOrganization();
  const script = fileURLToPath(new URL('../src/scripts/new-password.ts', import.meta.url));
  const env = { ...process.env, DATABASE_URL: api.databaseUrl };
  const run = promisify(execFile);
  const { stdout } = await run(process.execPath, [script, email.toUpperCase()], { env });
  const password = /: ([a-z2-9]{4}(?:-[a-z2-9]{4}){3})$/m.exec(stdout)?.[1];
  await api.http.get('/api/me').set('Cookie', cookie).expect(401);
  const signIn = (given?: string) =>
    api.http.post('/api/auth/sign-in/email').send({ email, password: given });
  await signIn(PASSWORD).expect(401);
  await signIn(password).expect(200);
  await expect(run(process.execPath, [script, 'nobody@example.com'], { env })).rejects.toMatchObject({
    code: 1,
    stderr: 'Nobody signs in as nobody@example.com.\n',
  });
});
