import { Prisma } from '@soul-kg-crm/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { queueBulkMessages, queueMessage, updateWhatsAppSettings } from '../src/index.ts';
import { type TestOrganization, testOrganization } from './support/organization.ts';

// What a message is called: its status, who sent it, which way, how urgent.

let org: TestOrganization;

beforeAll(async () => {
  org = await testOrganization();
  await org.receives({ content: 'вопрос' });
  const patch = { safety: { enableMassSending: true } };
  await updateWhatsAppSettings(org.scope, { patch, actorId: null });
  const { id: conversationId } = await org.scope.db.conversation.findFirstOrThrow();
  const person = { sender: 'HUMAN', senderId: org.userId } as const;
  await queueMessage(org.scope, { conversationId, content: 'ответ', ...person });
  await queueMessage(org.scope, { conversationId, content: 'агент', sender: 'AI', senderId: 'sales' });
  const messages = [{ to: '+996700300001', content: 'всем' }];
  await queueBulkMessages(org.scope, { messages, ...person, isConfirmed: false });
});

afterAll(() => org?.[Symbol.asyncDispose]());

const messageWith = (content: string) => org.scope.db.message.findFirstOrThrow({ where: { content } });

test('a message has one of seven statuses, and RECEIVED is none of them', async () => {
  const rows = await org.database.system.$queryRaw(
    Prisma.sql`SELECT unnest(enum_range(NULL::message_status))::text AS status`,
  );
  expect(
    z
      .array(z.object({ status: z.string() }))
      .parse(rows)
      .map(({ status }) => status),
  ).toEqual([...['PENDING', 'SENDING', 'UNCONFIRMED', 'SENT', 'DELIVERED', 'READ', 'FAILED']]);
});

test("the sender is HUMAN with the person's id, AI with the agent's type, or CLIENT", async () => {
  expect(await messageWith('ответ')).toMatchObject({ sender: 'HUMAN', senderId: org.userId });
  expect(await messageWith('агент')).toMatchObject({ sender: 'AI', senderId: 'sales' });
  expect(await messageWith('вопрос')).toMatchObject({ sender: 'CLIENT', senderId: null });
});

test("our messages are OUTGOING, customers' are INCOMING", async () => {
  for (const content of ['ответ', 'агент', 'всем']) {
    expect(await messageWith(content)).toMatchObject({ direction: 'OUTGOING' });
  }
  expect(await messageWith('вопрос')).toMatchObject({ direction: 'INCOMING' });
});

test("a bulk message has priority 1, an agent's 5, a person's answer 10", async () => {
  expect(await messageWith('всем')).toMatchObject({ priority: 1 });
  expect(await messageWith('агент')).toMatchObject({ priority: 5 });
  expect(await messageWith('ответ')).toMatchObject({ priority: 10 });
});
