import { connectChannel, queueMessage, sessionOf, updateAgentSettings } from '@soul-kg-crm/domain';
import { newId } from '@soul-kg-crm/shared/ids';
import { waitFor } from '@soul-kg-crm/tooling/test-world';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SandboxProcess, startSandbox } from './support/sandbox.ts';
import { startWorkerProcess } from './support/worker-process.ts';
import { testWorld, type World } from './support/world.ts';

// The example agent as it runs in the demo: real workers, the sandbox's phone in the customer's hand.

const ACCOUNT = '+996555000999';
const CUSTOMER = { phone: '+996700111333', name: 'Жылдыз' };
/** An automatic reply waits up to ten seconds, and is typed for up to ten more. */
const ANSWERED = { timeoutMs: 60_000 };

let world: World;
let sandbox: SandboxProcess;
const stack = new AsyncDisposableStack();

beforeAll(async () => {
  world = stack.use(await testWorld());
  sandbox = stack.use(await startSandbox(`${world.variables.WHATSAPP_SESSIONS_DIR}/sandbox`));
  const variables = { ...world.variables, WHATSAPP_WEB_STANDIN: sandbox.standin };
  stack.use(startWorkerProcess(variables));
  stack.use(startWorkerProcess({ ...variables, WORKER_ROLES: 'processors' }));
  const answers = [{ keywords: ['цен'], text: 'Розы 120 сом.' }];
  await updateAgentSettings(world.scope, { patch: { agentType: 'receptionist', answers }, actorId: null });
  await connectChannel(world.scope, { actorId: null });
  await sandbox.scan(ACCOUNT, async () => (await sessionOf(world.scope)).qrCode);
  await waitFor(async () => (await sessionOf(world.scope)).status === 'CONNECTED', { timeoutMs: 60_000 });
});

afterAll(() => stack.disposeAsync());

const writes = (text: string) => sandbox.do('incoming', { account: ACCOUNT, from: CUSTOMER, text });
const sent = async () => (await sandbox.sent(ACCOUNT)).map(({ body }) => body);
const stored = (content: string) =>
  waitFor(() => world.scope.db.message.findFirst({ where: { content } }), { what: `“${content}”` });
const turnIsOver = () =>
  waitFor(async () => (await world.scope.db.agentTurn.count()) === 0, { ...ANSWERED, what: 'no open turn' });

test('a burst of five gets exactly one answer', async () => {
  for (const text of ['Здравствуйте!', 'это магазин?', 'хочу розы', 'красные', 'какая цена?'])
    await writes(text);
  await stored('какая цена?');
  await turnIsOver();
  await waitFor(async () => (await sent()).length > 0, { ...ANSWERED, what: 'the answer' });
  expect(await sent()).toEqual(['Розы 120 сом.']);
  expect(await world.scope.db.message.count({ where: { direction: 'OUTGOING' } })).toBe(1);
});

test('a person answers, and the agent is silent', async () => {
  await writes('а цена тюльпанов?');
  const { conversationId } = await stored('а цена тюльпанов?');
  const answer = { content: 'Тюльпаны 80 сом', sender: 'HUMAN', senderId: newId() } as const;
  await queueMessage(world.scope, { conversationId, ...answer });
  await waitFor(async () => (await sent()).includes(answer.content), ANSWERED);
  expect(await world.scope.db.agentTurn.count()).toBe(0);
  await writes('и цена лилий?');
  await stored('и цена лилий?');
  expect(await world.scope.db.agentTurn.count()).toBe(0);
  expect(await sent()).toEqual(['Розы 120 сом.', 'Тюльпаны 80 сом']);
});

test('an answer on the phone itself silences the agent as well', async () => {
  const from = { phone: '+996700111444', name: 'Нурлан' };
  // What the phone says at once is its greeting.
  const timestamp = Math.floor(Date.now() / 1000) - 20;
  await sandbox.do('incoming', { account: ACCOUNT, from, text: 'цены?', timestamp });
  const { conversationId } = await stored('цены?');
  await sandbox.do('ownMessage', { account: ACCOUNT, to: from, text: 'отвечаю с телефона' });
  await stored('отвечаю с телефона');
  const where = { id: conversationId };
  expect(await world.scope.db.conversation.findUniqueOrThrow({ where })).toMatchObject({
    agentState: 'TAKEN_OVER',
    agentStateById: null,
  });
  expect(await world.scope.db.agentTurn.count()).toBe(0);
});
