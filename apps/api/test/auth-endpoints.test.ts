import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { openPaths } from '../src/auth/open-paths.ts';
import { PASSWORD, type Person } from './support/person.ts';
import { type TestApi, testApi } from './support/test-api.ts';

let api: TestApi;
let owner: Person;

beforeAll(async () => {
  api = await testApi();
  owner = await api.newOrganization();
});

afterAll(() => api?.[Symbol.asyncDispose]());

test.each([
  { method: 'post', path: '/update-user', body: { name: 'x'.repeat(900_000) } },
  { method: 'post', path: '/update-user', body: { name: 5 } },
  { method: 'get', path: '/organization/list-members?sortBy=x', body: undefined },
  { method: 'post', path: '/organization/delete', body: {} },
] as const)('better-auth’s $path is not served', async ({ method, path, body }) => {
  const answer = await api.http[method](`/api/auth${path}`).set('Cookie', owner.cookie).send(body);
  expect([404, 413]).toContain(answer.status);
});

test.each([...openPaths])('whatever it is asked, better-auth’s %s is no 500', async (path) => {
  const method = /list|get-/.test(path) ? 'get' : 'post';
  const names = [
    'email',
    'password',
    'role',
    'organizationId',
    'invitationId',
    'memberIdOrEmail',
    'memberId',
  ];
  const owner = await api.newOrganization();
  const more = [
    'token',
    'currentPassword',
    'newPassword',
    'organizationSlug',
    'resend',
    'teamId',
    'status',
    'membersLimit',
  ];
  const value = fc.oneof(
    fc.jsonValue(),
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      '',
      'x',
      '\u0000',
      'ADMIN',
      'a@example.com',
      PASSWORD,
      owner.organizationId,
      owner.userId,
    ),
  );
  await fc.assert(
    fc.asyncProperty(fc.dictionary(fc.constantFrom(...names, ...more), value), async (input) => {
      const request = api.http[method](`/api/auth${path}`).set('Cookie', owner.cookie);
      const answer = await (method === 'get' ? request.query(texts(input)) : request.send(input));
      expect(answer.status).toBeLessThan(500);
    }),
    { numRuns: 25 },
  );
});

function texts(input: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(Object.entries(input).map(([name, value]) => [name, String(value)]));
}

test('an invited colleague joins, gets another role, and leaves', async () => {
  const invited = await api.newOrganization();
  const ask = (person: { cookie: string }, path: string, body: object) =>
    api.http.post(`/api/auth/organization/${path}`).set('Cookie', person.cookie).send(body);
  const { organizationId } = owner;
  const invitation = await ask(owner, 'invite-member', { email: invited.email, role: 'AGENT' }).expect(200);
  await ask(invited, 'accept-invitation', { invitationId: invitation.body.id }).expect(200);
  await ask(invited, 'set-active', { organizationId }).expect(200);
  const me = () => api.http.get('/api/me').set('Cookie', invited.cookie).expect(200);
  expect((await me()).body).toMatchObject({ organizationId, role: 'AGENT' });
  const memberId = await memberIdOf(invited.userId);
  await ask(owner, 'update-member-role', { memberId, role: 'ADMIN' }).expect(200);
  expect((await me()).body).toMatchObject({ role: 'ADMIN' });
  await ask(owner, 'remove-member', { memberIdOrEmail: 'x' }).expect(400);
  await ask(owner, 'remove-member', { memberIdOrEmail: invited.email }).expect(200);
  expect((await me()).body).toMatchObject({ role: null });
});

test('a colleague leaves of their own accord, the only administrator does not', async () => {
  const invited = await api.newOrganization();
  const { organizationId } = owner;
  const ask = (person: { cookie: string }, path: string, body: object) =>
    api.http.post(`/api/auth/organization/${path}`).set('Cookie', person.cookie).send(body);
  const invitation = await ask(owner, 'invite-member', { email: invited.email, role: 'AGENT' }).expect(200);
  await ask(invited, 'accept-invitation', { invitationId: invitation.body.id }).expect(200);
  await ask(invited, 'leave', { organizationId }).expect(200);
  await expect(memberIdOf(invited.userId)).rejects.toThrow();
  await ask(invited, 'leave', { organizationId }).expect(400);
  await ask(owner, 'leave', { organizationId }).expect(400);
});

test('who is a member is told to members, and asked for in one way only', async () => {
  const stranger = await api.newOrganization();
  const ask = (cookie: string, query: string) =>
    api.http.get(`/api/auth/organization/get-full-organization${query}`).set('Cookie', cookie);
  await ask('', '').expect(401);
  await ask(stranger.cookie, `?organizationId=${owner.organizationId}`).expect(403);
  const { body } = await ask(owner.cookie, `?organizationId=${owner.organizationId}`).expect(200);
  expect(body).not.toHaveProperty('settings');
  for (const query of ['?membersLimit=x', '?organizationSlug=x', '?organizationId=x', '?organizationId[a]=x'])
    await ask(owner.cookie, query).expect(400);
});

const members = z.object({ members: z.array(z.object({ id: z.string(), userId: z.string() })) });

/** By which id somebody is a member of the owner's organisation. */
async function memberIdOf(userId: string): Promise<string> {
  const answer = await api.http
    .get('/api/auth/organization/get-full-organization')
    .query({ organizationId: owner.organizationId })
    .set('Cookie', owner.cookie)
    .expect(200);
  const member = members.parse(answer.body).members.find((one) => one.userId === userId);
  if (!member) throw new Error('Nobody is a member by that id');
  return member.id;
}
