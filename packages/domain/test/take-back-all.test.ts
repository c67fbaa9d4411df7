import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  claimMessage,
  createBroadcast,
  dispatchNext,
  getConversation,
  queueMessage,
  takeBackAll,
  updateAgentSettings,
  updateWhatsAppSettings,
} from '../src/index.ts';
import { type TestOrganization, testOrganization } from './support/organization.ts';

let org: TestOrganization;

beforeAll(async () => {
  org = await testOrganization();
});

afterAll(() => org?.[Symbol.asyncDispose]());

test('after a restore nothing that waited leaves, the inbox says so, and what may have left is looked for', async () => {
  const { scope, userId } = org;
  await updateAgentSettings(scope, { patch: { agentType: 'receptionist' }, actorId: null });
  await updateWhatsAppSettings(scope, { patch: { safety: { enableMassSending: true } }, actorId: null });
  await org.receives({});
  const { id: conversationId } = await scope.db.conversation.findFirstOrThrow();
  const draft = { conversationId, sender: 'HUMAN', senderId: null } as const;
  const leaving = await queueMessage(scope, { ...draft, content: 'Уходит' });
  await claimMessage(scope, leaving.id);
  const waiting = await queueMessage(scope, { ...draft, content: 'Ждёт' });
  const text = { content: 'Скидки', audience: { filter: {} }, actorId: userId, isConfirmed: true };
  const broadcastId = await createBroadcast(scope, text);
  expect(await dispatchNext(scope, broadcastId)).toBe(1);
  const { id: bulkId } = await scope.db.message.findFirstOrThrow({ where: { broadcast: { broadcastId } } });

  expect(await takeBackAll(scope)).toEqual({ messages: 2, broadcasts: 1, turns: 1 });
  const statusOf = async (id: string) => (await scope.db.message.findUniqueOrThrow({ where: { id } })).status;
  expect(await Promise.all([waiting.id, bulkId, leaving.id].map(statusOf))).toEqual([
    ...['FAILED', 'FAILED', 'SENDING'],
  ]);
  const where = { id: waiting.id };
  expect(await scope.db.message.findUniqueOrThrow({ where })).toMatchObject({ errorCode: 'CANCELLED' });
  expect(await getConversation(scope, conversationId)).toMatchObject({ lastMessageStatus: 'FAILED' });
  const broadcast = await scope.db.broadcast.findUniqueOrThrow({ where: { id: broadcastId } });
  expect(broadcast.status).toBe('PAUSED');
  const logged = await scope.db.activity.findMany({
    where: { details: { path: ['by'], equals: 'product' } },
  });
  expect(logged.map(({ action }) => action).toSorted()).toEqual(['broadcast.paused', 'messages.taken_back']);
  // Whom an agent was to answer, a person is asked to.
  const asked = { agentState: 'HANDED_OVER', agentStateReason: 'ANSWER_TAKEN_BACK' };
  expect(await getConversation(scope, conversationId)).toMatchObject(asked);
  // A second time there is nothing.
  expect(await takeBackAll(scope)).toEqual({ messages: 0, broadcasts: 0, turns: 0 });
  expect(await scope.db.message.count({ where: { status: 'PENDING', direction: 'OUTGOING' } })).toBe(0);
});

test('after a restore a person is asked where an agent’s answer waited', async () => {
  const { scope } = org;
  await org.receives({
    chatId: '996555000222@c.us',
    contact: { phone: '+996555000222', lid: null, name: null },
  });
  await scope.db.agentTurn.deleteMany();
  const { id: conversationId } = await scope.db.conversation.findFirstOrThrow({ orderBy: { id: 'desc' } });
  const clientMessageId = 'agent-reply/receptionist/1';
  const answer = {
    conversationId,
    clientMessageId,
    content: 'Да',
    sender: 'AI',
    senderId: 'receptionist',
  } as const;
  await queueMessage(scope, answer);
  expect(await takeBackAll(scope)).toEqual({ messages: 1, broadcasts: 0, turns: 0 });
  const asked = { agentState: 'HANDED_OVER', agentStateReason: 'ANSWER_TAKEN_BACK' };
  expect(await getConversation(scope, conversationId)).toMatchObject(asked);
});
