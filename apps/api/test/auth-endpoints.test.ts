import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
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
  { method: 'post', path: '/organization/invite-member', body: { email: 'a@example.com', role: 'ADMIN' } },
  { method: 'post', path: '/organization/accept-invitation', body: {} },
  { method: 'post', path: '/organization/update-member-role', body: {} },
  { method: 'post', path: '/organization/remove-member', body: { memberIdOrEmail: 'a@example.com' } },
  { method: 'post', path: '/organization/leave', body: {} },
  { method: 'get', path: '/organization/get-full-organization', body: undefined },
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
  return Object.fromEntries(Object.entries(input).map(([name, value]) => [name, textOf(value)]));
}

/** An object may bring a `toString` of its own that is no function. */
function textOf(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
