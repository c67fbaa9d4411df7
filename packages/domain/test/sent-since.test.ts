import { messageIdAt } from '@soul-kg-crm/shared/ids';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sentSince } from '../src/index.ts';
import { type TestOrganization, testOrganization } from './support/organization.ts';

let org: TestOrganization;

beforeAll(async () => {
  org = await testOrganization();
  await org.receives({});
});

afterAll(() => org?.[Symbol.asyncDispose]());

const HOUR = 3_600_000;

test('what has left, or may have, counts from the moment at which it was taken, however long it had waited', async () => {
  const { id: conversationId } = await org.scope.db.conversation.findFirstOrThrow();
  const { channelId } = org;
  const base = { channelId, conversationId, direction: 'OUTGOING', sender: 'HUMAN' } as const;
  const nowMs = Date.now();
  const add = async (
    status: 'PENDING' | 'SENDING' | 'UNCONFIRMED' | 'SENT' | 'DELIVERED' | 'READ' | 'FAILED',
    claimedHoursAgo: number,
  ) => {
    const id = messageIdAt(nowMs - 50 * HOUR, nowMs);
    const atMs = nowMs - claimedHoursAgo * HOUR;
    await org.scope.db.message.create({ data: { ...base, id, status, claimedAt: new Date(atMs) } });
    return { messageId: id, atMs };
  };
  const counted = [];
  for (const status of ['SENDING', 'UNCONFIRMED', 'SENT', 'DELIVERED', 'READ'] as const) {
    counted.push(await add(status, 23));
    await add(status, 25);
  }
  for (const status of ['PENDING', 'FAILED'] as const) await add(status, 1);
  const found = await sentSince(org.scope, nowMs - 24 * HOUR);
  expect(found.toSorted((a, b) => a.messageId.localeCompare(b.messageId))).toEqual(
    counted.toSorted((a, b) => a.messageId.localeCompare(b.messageId)),
  );
});
