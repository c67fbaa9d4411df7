import type { AnyContractProcedure } from '@orpc/contract';
import { call } from '@orpc/server';
import { contract } from '@soul-kg-crm/shared/contract';
import { newId } from '@soul-kg-crm/shared/ids';
import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import type { Caller, UserCaller } from '../src/auth/caller.ts';
import type { ApiContext } from '../src/context.ts';
import { type ContractRoute, contractRoutes } from '../src/http/contract-routes.ts';
import { router } from '../src/routes/index.ts';
import { fillInbox } from './support/inbox.ts';
import { addAgent, type Person } from './support/person.ts';
import { rawRequest } from './support/raw-request.ts';
import { sampleInput } from './support/sample-input.ts';
import { send } from './support/send.ts';
import { type TestApi, testApi } from './support/test-api.ts';
import { addWorker } from './support/worker.ts';

// Walks every route of the contract, by what the contract itself says: a new route is in it without being named here.

const routes = contractRoutes(contract);

let api: TestApi;
let owner: Person;
let agent: Person;
let stranger: Person;
let key: string;
/** An id of the owner's organisation for every name that an id has in the contract. */
let ids: Record<string, string>;

beforeAll(async () => {
  api = await testApi();
  owner = await api.newOrganization();
  agent = await addAgent(api.http, api.database, owner.organizationId);
  stranger = await api.newOrganization('Чужая');
  const inbox = await fillInbox(api.database, owner.organizationId);
  const made = await api.http
    .post('/api/api-keys')
    .set('Cookie', owner.cookie)
    .send({ name: 'Site' })
    .expect(201);
  key = made.body.key;
  ids = {
    ...inbox,
    organizationId: owner.organizationId,
    assigneeId: agent.userId,
    quotedMessageId: inbox.messageId,
    apiKeyId: made.body.id,
    mergeId: newId(),
    workerId: await addWorker(api.database),
    ...(await addColleague()),
  };
});

afterAll(() => api?.[Symbol.asyncDispose]());

/** Somebody else than the agent, who is still needed once a body that fits has removed them; and one who is invited. */
async function addColleague() {
  const { userId, organizationId } = await addAgent(api.http, api.database, owner.organizationId);
  const member = await api.database.system.member.findFirstOrThrow({ where: { userId, organizationId } });
  const invitation = await api.http
    .post('/api/invitations')
    .set('Cookie', owner.cookie)
    .send({ email: 'invited@example.com', role: 'AGENT' })
    .expect(201);
  return { memberId: member.id, invitationId: invitation.body.id };
}

test('the walk finds the routes', () => {
  expect(routes.length).toBeGreaterThan(15);
  expect(routes.map((route) => route.name)).toContain('conversations.sendMessage');
});

test.each(routes.filter(({ access }) => access !== 'public'))(
  'nobody: 401 at $method $path',
  async (route) => {
    const answer = await send(api, route, sampleInput(route, ids), {});
    expect(answer.status).toBe(401);
    expect(answer.body).toMatchObject({ code: 'UNAUTHENTICATED' });
  },
);

test.each(routes.filter(namesSomething))('another organisation: 404 at $method $path', async (route) => {
  const answer = await send(api, route, sampleInput(route, ids), { Cookie: stranger.cookie });
  expect(answer.status).toBe(404);
  expect(answer.body).toMatchObject({ code: 'NOT_FOUND' });
});

test.each(routes.filter(needsMoreThanAgent))('too low a role: 403 at $method $path', async (route) => {
  const answer = await send(api, route, sampleInput(route, ids), { Cookie: agent.cookie });
  expect(answer.status).toBe(403);
  expect(answer.body).toMatchObject({ code: 'FORBIDDEN' });
});

test.each(routes.filter(({ isForPeople }) => isForPeople))(
  'a key, where only people may: 403 at $method $path',
  async (route) => {
    const answer = await send(api, route, sampleInput(route, ids), { 'X-Api-Key': key });
    expect(answer.status).toBe(403);
    expect(answer.body).toMatchObject({ code: 'NOT_FOR_KEYS' });
  },
);

test.each(routes.filter(({ access, isForPeople }) => access !== 'public' && !isForPeople))(
  'a key, where the contract offers it: not refused as one at $method $path',
  async (route) => {
    const answer = await send(api, route, sampleInput(route, ids), { 'X-Api-Key': key });
    expect(['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOR_KEYS']).not.toContain(answer.body.code);
  },
);

// Express would read the first part as GET /conversations/:id, which an AGENT may call, and oRPC the whole as another route.
test.each([
  '/api/conversations/..\\activity',
  '/api/conversations/..%5Cactivity/../../activity',
  '/api/conversations/../activity',
  '/api/conversations/%2e%2e/activity',
  '/api/conversations/.%2E\\activity',
  '//api/activity',
  '//',
  'http://api/api/activity',
])('a path that means another one is refused: %s', async (path) => {
  expect(await rawRequest(api.url, { path, headers: { Cookie: agent.cookie } })).toBe(400);
});

test.each(routes.filter(({ access }) => access !== 'public'))(
  'whoever gets to the procedure past its route: refused at $name',
  async (route) => {
    const procedure: unknown = route.name.split('.').reduce(Reflect.get, router);
    const run = (caller: Caller | null) =>
      call(procedure as typeof router.activity.list, sampleInput(route, ids), {
        context: { api: {} as ApiContext, caller, language: 'en' },
      });
    await expect(run(null)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    if (!needsMoreThanAgent(route)) return;
    const agentsCaller = { kind: 'user', organizationId: owner.organizationId, role: 'AGENT' } as UserCaller;
    await expect(run(agentsCaller)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  },
);

test.each(routes.filter(takesBody))('whatever the body is, no 500 at $method $path', async (route) => {
  const input = sampleInput(route, ids);
  await fc.assert(
    fc.asyncProperty(bodies(route.procedure), async (body) => {
      const answer = await send(api, route, input, { Cookie: owner.cookie }, body);
      expect(answer.status).toBeLessThan(500);
      expect(answer.status < 400 || answer.body.code).toBeTruthy();
    }),
    { numRuns: 40 },
  );
});

function needsMoreThanAgent({ access }: ContractRoute): boolean {
  return access === 'ADMIN' || access === 'SUPER_ADMIN';
}

function takesBody({ method, isStream }: ContractRoute): boolean {
  return method !== 'GET' && !isStream;
}

/** Whether the input must name a thing, or may name an organisation: those are what another organisation is tried with. */
function namesSomething({ procedure }: ContractRoute): boolean {
  const schema = procedure['~orpc'].inputSchema;
  if (!(schema instanceof z.ZodObject)) return false;
  return Object.entries(schema.shape).some(
    ([name, field]) => name === 'organizationId' || (/Id$/.test(name) && isId(field)),
  );
}

function isId(field: unknown): boolean {
  return field instanceof z.ZodUUID;
}

/** Bodies of any kind: right names with wrong values, wrong names, no objects at all. */
function bodies(procedure: AnyContractProcedure): fc.Arbitrary<unknown> {
  const schema = procedure['~orpc'].inputSchema;
  const names = schema instanceof z.ZodObject ? Object.keys(schema.shape) : ['any'];
  const value = fc.oneof(
    fc.jsonValue(),
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      '\u0000',
      '\ud800',
      '',
      null,
      -1,
      1e308,
      '__proto__',
      ids.conversationId,
      ids.organizationId,
    ),
  );
  return fc.oneof(
    fc.dictionary(fc.constantFrom(...names, '__proto__', 'constructor'), value),
    fc.jsonValue(),
  );
}
