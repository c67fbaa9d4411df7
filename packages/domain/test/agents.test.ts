import { newId } from '@soul-kg-crm/shared/ids';
import { getDefaultAgentSettings } from '@soul-kg-crm/shared/settings';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { replyDelayMs } from '../src/agents/reply-delay.ts';
import { getConversation, queueMessage, updateConversation } from '../src/index.ts';
import { getAgentSettings, updateAgentSettings } from '../src/settings/agent-settings.ts';
import { type TestOrganization, testOrganization } from './support/organization.ts';

let org: TestOrganization;

beforeAll(async () => {
  org = await testOrganization();
});

afterAll(() => org?.[Symbol.asyncDispose]());

const switchTo = (agentType: 'receptionist' | null) =>
  updateAgentSettings(org.scope, { patch: { agentType }, actorId: org.userId });
const conversation = async () =>
  getConversation(org.scope, (await org.scope.db.conversation.findFirstOrThrow()).id);

test('an automatic reply waits a random 2–10 s', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (random) => {
      const delay = replyDelayMs(random);
      expect(delay).toBeGreaterThanOrEqual(2_000);
      expect(delay).toBeLessThanOrEqual(10_000);
    }),
  );
  expect([0, 0.25, 0.5, 0.75, 1].map(replyDelayMs)).toEqual([2_000, 4_000, 6_000, 8_000, 10_000]);
});

test('nobody answers by itself until an agent is switched on; what stands there unreadably is nobody, too', async () => {
  expect(await getAgentSettings(org.scope)).toEqual(getDefaultAgentSettings());
  await org.receives({ content: 'a' });
  expect(await org.scope.db.agentTurn.count()).toBe(0);
  await org.scope.db.organization.updateMany({ data: { settings: { agents: { agentType: 'of-later' } } } });
  expect(await getAgentSettings(org.scope)).toMatchObject({ agentType: null });
});

test('switching an agent on is logged and announced, and keeps all other settings', async () => {
  await org.scope.db.organization.updateMany({ data: { settings: { theme: 'dark' } } });
  await org.announced();
  await switchTo('receptionist');
  expect(await org.announced()).toEqual(['settings.updated']);
  expect(await org.scope.db.organization.findFirstOrThrow()).toMatchObject({
    settings: { theme: 'dark', agents: { agentType: 'receptionist' } },
  });
  const where = { action: 'settings.agents_updated' };
  expect(await org.scope.db.activity.findFirst({ where })).toMatchObject({ actorId: org.userId });
});

test('each message of a burst moves the turn, to at most half a minute after the first', async () => {
  await org.receives({ content: 'b' });
  const first = await org.scope.db.agentTurn.findFirstOrThrow();
  const startedAt = new Date(Date.now() - 29_000);
  await org.scope.db.agentTurn.updateMany({ data: { startedAt, attempts: 2 } });
  await org.receives({ content: 'c' });
  const second = await org.scope.db.agentTurn.findFirstOrThrow();
  expect(second).toMatchObject({ firstMessageId: first.firstMessageId, generation: 2, attempts: 0 });
  expect(second.upToMessageId > first.upToMessageId).toBe(true);
  expect(second.dueAt.getTime()).toBeLessThanOrEqual(startedAt.getTime() + 30_000);
});

test('who takes over, and when, stands at the conversation and in the log', async () => {
  const { id: conversationId } = await conversation();
  await org.announced();
  await updateConversation(org.scope, { conversationId, agentState: 'TAKEN_OVER' }, org.userId);
  expect(await org.announced()).toEqual(['conversation.updated']);
  expect(await org.scope.db.agentTurn.count()).toBe(0);
  const taken = await conversation();
  expect(taken).toMatchObject({ agentState: 'TAKEN_OVER', agentStateById: org.userId });
  // Pressed once more by somebody else, nothing changes.
  await updateConversation(org.scope, { conversationId, agentState: 'TAKEN_OVER' }, null);
  expect(await conversation()).toEqual(taken);
  const where = { action: 'conversation.agent_state_changed' };
  expect(await org.scope.db.activity.findMany({ where })).toMatchObject([
    { actorId: org.userId, targetId: conversationId, details: { agentState: 'TAKEN_OVER' } },
  ]);
});

test('what was handed over before agents were switched off is done with by an answer', async () => {
  await switchTo(null);
  const { id: conversationId } = await conversation();
  await org.scope.db.conversation.updateMany({ data: { agentState: 'HANDED_OVER', agentStateReason: 'X' } });
  await queueMessage(org.scope, { conversationId, content: 'Да', sender: 'HUMAN', senderId: org.userId });
  expect(await conversation()).toMatchObject({ agentState: 'ACTIVE', agentStateReason: null });
});

test('agents are switched off also where thousands of their answers wait; somebody is called a few times', async () => {
  await switchTo('receptionist');
  const { scope, channelId } = org;
  const waiting = Array.from({ length: 3_000 }, (_, n) => ({ clientId: newId(), id: newId(), n }));
  await scope.db.client.createMany({
    data: waiting.map(({ clientId, n }) => ({ id: clientId, name: `${n}` })),
  });
  await scope.db.conversation.createMany({
    data: waiting.map(({ clientId, id, n }) => ({ id, clientId, channelId, providerChatId: `${n}@c.us` })),
  });
  const answer = { direction: 'OUTGOING', sender: 'AI', senderId: 'receptionist', content: 'Да' } as const;
  await scope.db.message.createMany({
    // The newest message belongs to the oldest conversation.
    data: waiting.toReversed().map(({ id: conversationId, n }) => {
      const clientMessageId = `agent-reply/receptionist/${n}`;
      return { ...answer, id: newId(), channelId, conversationId, clientMessageId };
    }),
  });
  await org.announced();
  await switchTo(null);
  const where = { clientMessageId: { startsWith: 'agent-reply/' } };
  expect(await scope.db.message.count({ where: { ...where, status: 'PENDING' } })).toBe(0);
  const handedOver = { agentState: 'HANDED_OVER', agentStateReason: 'ANSWER_TAKEN_BACK' } as const;
  expect(await scope.db.conversation.count({ where: handedOver })).toBe(3_000);
  const action = 'conversation.agent_state_changed';
  const log = await scope.db.activity.findMany({ where: { action }, distinct: ['targetId'] });
  expect(log.length).toBeGreaterThanOrEqual(3_000);
  const announced = await org.announced();
  const told = (kind: string) => announced.filter((name) => name === kind).length;
  expect([told('conversation.updated'), told('conversation.handed_over')]).toEqual([3_000, 10]);
});
