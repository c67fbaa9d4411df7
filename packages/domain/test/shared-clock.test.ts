import { setTimeout } from 'node:timers/promises';
import { createDatabase, followClock } from '@soul-kg-crm/database';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import {
  cancelBroadcast,
  claimMessage,
  createBroadcast,
  dispatchNext,
  queueMessage,
  reclaimMessage,
  updateConversation,
  updateWhatsAppSettings,
} from '../src/index.ts';
import { type TestOrganization, testOrganization } from './support/organization.ts';

let org: TestOrganization;

beforeAll(async () => {
  org = await testOrganization();
});

afterEach(() => {
  vi.useRealTimers();
});

afterAll(() => org?.[Symbol.asyncDispose]());

const AHEAD_MS = 20_000;

test('what a customer answers at once stands behind it, also where the clock of the machine that took it is ahead', async () => {
  await org.receives({ content: 'Есть розы?' });
  const { id: conversationId } = await org.scope.db.conversation.findFirstOrThrow();
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + AHEAD_MS });
  const told: number[] = [];
  const clock = followClock(org.database, { onChange: (aheadMs) => told.push(aheadMs) });
  await clock.looked;
  const draft = { conversationId, content: 'Да, красные', sender: 'HUMAN', senderId: org.userId } as const;
  const { createdAt } = await queueMessage(org.scope, draft);
  clock[Symbol.dispose]();
  vi.useRealTimers();
  await org.receives({ content: 'Беру' });
  const rows = await org.scope.db.message.findMany({ where: { conversationId }, orderBy: { id: 'asc' } });
  expect(rows.map(({ content }) => content)).toEqual(['Есть розы?', 'Да, красные', 'Беру']);
  expect(await org.scope.db.conversation.findFirst()).toMatchObject({ lastMessagePreview: 'Беру' });
  expect(Math.abs(createdAt.getTime() - Date.now())).toBeLessThan(AHEAD_MS / 2);
  expect(told).toHaveLength(1);
  expect(Math.abs((told[0] ?? 0) + AHEAD_MS)).toBeLessThan(1_000);
});

test('a clock that is right is told of nobody, and a PostgreSQL that is away changes nothing', async () => {
  const told: number[] = [];
  const onChange = (aheadMs: number) => told.push(aheadMs);
  using clock = followClock(org.database, { onChange, everyMs: 10 });
  await clock.looked;
  await using away = createDatabase({ url: 'postgresql://postgres:postgres@127.0.0.1:1/nothing' });
  using other = followClock(away, { onChange });
  await other.looked;
  expect(told).toEqual([]);
});

test('what is stopped after a message was taken counts as that, also where the clock of whoever stops is behind', async () => {
  const { scope, userId } = org;
  const patch = { safety: { enableMassSending: true } };
  await updateWhatsAppSettings(scope, { patch, actorId: null });
  const audience = { filter: {} };
  const broadcastId = await createBroadcast(scope, {
    ...{ content: 'Скидки', audience, actorId: userId, isConfirmed: true },
  });
  await dispatchNext(scope, broadcastId);
  const { id } = await scope.db.message.findFirstOrThrow({ where: { content: 'Скидки' } });
  await claimMessage(scope, id);
  const { id: conversationId } = await scope.db.conversation.findFirstOrThrow();
  const draft = { conversationId, content: 'Сейчас', sender: 'AI', senderId: 'sales' } as const;
  const reply = await queueMessage(scope, draft);
  await claimMessage(scope, reply.id);

  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - AHEAD_MS });
  const clock = followClock(org.database);
  await clock.looked;
  await cancelBroadcast(scope, { broadcastId, actorId: userId });
  await updateConversation(scope, { conversationId, agentState: 'TAKEN_OVER' }, userId);
  clock[Symbol.dispose]();
  vi.useRealTimers();
  for (const messageId of [id, reply.id]) {
    expect(await reclaimMessage(scope, messageId)).toEqual({ kind: 'none' });
    const where = { id: messageId };
    expect(await scope.db.message.findUnique({ where })).toMatchObject({ errorCode: 'CANCELLED' });
  }
});

test('an answer that took long tells nothing of the clock, and is asked for again', async () => {
  const told: number[] = [];
  const onChange = (aheadMs: number) => told.push(aheadMs);
  const answering = (tookMs: number[]) => async () => {
    await setTimeout(tookMs.shift() ?? 0);
    return [{ ms: Date.now() + AHEAD_MS }];
  };
  using slow = followClock({ statement: answering([400, 400, 400]) }, { onChange });
  await slow.looked;
  expect(told).toEqual([]);
  using once = followClock({ statement: answering([400]) }, { onChange });
  await once.looked;
  expect(told).toEqual([expect.any(Number)]);
});
