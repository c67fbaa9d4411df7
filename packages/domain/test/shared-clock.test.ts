import { createDatabase, followClock } from '@soul-kg-crm/database';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { queueMessage } from '../src/outbound/queue-message.ts';
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
  await queueMessage(org.scope, draft);
  await clock[Symbol.asyncDispose]();
  vi.useRealTimers();
  await org.receives({ content: 'Беру' });
  const rows = await org.scope.db.message.findMany({ where: { conversationId }, orderBy: { id: 'asc' } });
  expect(rows.map(({ content }) => content)).toEqual(['Есть розы?', 'Да, красные', 'Беру']);
  expect(await org.scope.db.conversation.findFirst()).toMatchObject({ lastMessagePreview: 'Беру' });
  expect(told).toHaveLength(1);
  expect(Math.abs((told[0] ?? 0) + AHEAD_MS)).toBeLessThan(1_000);
});

test('a clock that is right is told of nobody, and a PostgreSQL that is away changes nothing', async () => {
  const told: number[] = [];
  const onChange = (aheadMs: number) => told.push(aheadMs);
  await using clock = followClock(org.database, { onChange, everyMs: 10 });
  await clock.looked;
  await using away = createDatabase({ url: 'postgresql://postgres:postgres@127.0.0.1:1/nothing' });
  await using other = followClock(away, { onChange });
  await other.looked;
  expect(told).toEqual([]);
});
