import { afterAll, beforeAll, expect, test } from 'vitest';
import { getConversation } from '../src/conversations/get-conversation.ts';
import { listConversations } from '../src/conversations/list-conversations.ts';
import { listMessages } from '../src/conversations/list-messages.ts';
import type { ChannelEvent } from '../src/inbound/channel-event.ts';
import { processInboundEvent } from '../src/inbound/process-inbound-event.ts';
import { storeInboundEvent } from '../src/inbound/store-inbound-event.ts';
import { incoming, type TestOrganization, testOrganization } from './support/organization.ts';

let org: TestOrganization;

beforeAll(async () => {
  org = await testOrganization();
});

afterAll(() => org?.[Symbol.asyncDispose]());

async function tells(event: ChannelEvent): Promise<string | null> {
  const { inboundEventId } = await storeInboundEvent(org.scope, org.channelId, event);
  return inboundEventId && processInboundEvent(org.scope, inboundEventId);
}

const contact = { phone: '+996555000111', lid: null };
const edit = (providerMessageId: string, content: string, isFromMe = false) =>
  tells({ kind: 'edit', edit: { providerMessageId, isFromMe, contact, content } });
const stored = (providerMessageId: string) =>
  org.scope.db.message.findFirstOrThrow({ where: { providerMessageId }, include: { conversation: true } });

test('what a customer corrects is the text from then on, also in the inbox, and says so', async () => {
  const { providerMessageId, ...message } = incoming({ content: 'в пять' });
  await org.receives({ providerMessageId, ...message });
  await org.announced();
  expect(await edit(providerMessageId, 'в шесть')).toBe('done');
  expect(await stored(providerMessageId)).toMatchObject({
    ...{ content: 'в шесть', editedAt: expect.any(Date), conversation: { lastMessagePreview: 'в шесть' } },
  });
  expect(await org.announced()).toContain('messages.updated');
  // The page tells of it once more.
  expect(await edit(providerMessageId, 'в шесть')).toBeNull();
  const { id, conversationId } = await stored(providerMessageId);
  const { items } = await listMessages(org.scope, { conversationId, limit: 5 });
  expect(items.find((item) => item.id === id)).toMatchObject({
    content: 'в шесть',
    editedAt: expect.any(Date),
  });
});

test('a correction back to what stood there before counts, in whatever order the corrections are processed', async () => {
  const message = incoming({ content: 'в пять' });
  const { providerMessageId } = message;
  await org.receives(message);
  const nowMs = Date.now();
  const corrected = async (content: string, editedAtMs: number) => {
    const edit = { providerMessageId, isFromMe: false, contact, content, editedAtMs };
    const { inboundEventId } = await storeInboundEvent(org.scope, org.channelId, { kind: 'edit', edit });
    return inboundEventId ?? '';
  };
  const [six, five, seven, last] = [
    await corrected('в шесть', nowMs - 4_000),
    await corrected('в пять', nowMs - 3_000),
    await corrected('в семь', nowMs - 2_000),
    await corrected('в шесть', nowMs - 1_000),
  ];
  for (const id of [six, five]) await processInboundEvent(org.scope, id);
  expect((await stored(providerMessageId)).content).toBe('в пять');
  for (const id of [last, seven]) await processInboundEvent(org.scope, id);
  expect(await stored(providerMessageId)).toMatchObject({
    ...{ content: 'в шесть', editedAt: new Date(nowMs - 1_000) },
  });
  expect(await corrected('в шесть', nowMs - 1_000)).toBe('');
});

test('a correction of an older message leaves the inbox as it is, and one that only repeats its text marks nothing', async () => {
  const [older, newer] = [incoming({ content: 'первое' }), incoming({ content: 'второе' })];
  for (const message of [older, newer]) await org.receives(message);
  await edit(older.providerMessageId, 'исправлено');
  await edit(newer.providerMessageId, 'второе');
  expect((await stored(older.providerMessageId)).content).toBe('исправлено');
  expect(await stored(newer.providerMessageId)).toMatchObject({
    ...{ editedAt: null, conversation: { lastMessagePreview: 'второе' } },
  });
});

test('what a customer deletes is marked as that, and keeps its text', async () => {
  const message = incoming({ content: 'не то' });
  await org.receives(message);
  const { providerMessageId } = message;
  const revoked = { providerMessageId, isFromMe: false, contact };
  expect(await tells({ kind: 'revoked', revoked })).toBe('done');
  expect(await stored(providerMessageId)).toMatchObject({ content: 'не то', revokedAt: expect.any(Date) });
});

test('what is corrected on the phone is corrected here, by the key of our message', async () => {
  const providerMessageId = 'true_996555000111@c.us_3EB0AAAAAAAAAAAAAAAAAA';
  await org.receives({ providerMessageId, isFromMe: true, content: 'скоро', ack: 'SENT' });
  expect(await edit('true_777@lid_3EB0AAAAAAAAAAAAAAAAAA', 'скоро будет', true)).toBe('done');
  expect((await stored(providerMessageId)).content).toBe('скоро будет');
});

test('a correction that comes before its message waits for it', async () => {
  const message = incoming({ content: 'черновик' });
  const { providerMessageId } = message;
  const event = {
    kind: 'edit',
    edit: { providerMessageId, isFromMe: false, contact, content: 'готово' },
  } as const;
  const { inboundEventId } = await storeInboundEvent(org.scope, org.channelId, event);
  expect(await processInboundEvent(org.scope, inboundEventId ?? '')).toBe('waiting');
  await org.receives(message);
  expect(await processInboundEvent(org.scope, inboundEventId ?? '')).toBe('done');
  expect((await stored(providerMessageId)).content).toBe('готово');
});

let asked = 0;
/** A question of ours, written on the phone. */
async function ask(): Promise<string> {
  asked += 1;
  const providerMessageId = `true_996555000111@c.us_3EB0${String(asked).padStart(18, 'A')}`;
  await org.receives({ providerMessageId, isFromMe: true, content: 'в шесть?', ack: 'SENT' });
  return providerMessageId;
}
const reaction = (providerMessageId: string, emoji: string | null, reactedAtMs: number, isByUs = false) =>
  ({
    kind: 'reaction',
    reaction: { providerMessageId, isFromMe: true, contact, emoji, isByUs, reactedAtMs },
  }) as const;

test('with what a customer reacts stands at the message and in the inbox, and makes nothing unread', async () => {
  const nowMs = Date.now();
  const question = await ask();
  const { id, conversationId } = await stored(question);
  const before = await getConversation(org.scope, conversationId);
  await org.announced();
  expect(await tells(reaction(question, '👍', nowMs - 2_000))).toBe('done');
  expect(await org.announced()).toContain('messages.updated');
  const shown = async () => {
    const { items } = await listMessages(org.scope, { conversationId, limit: 5 });
    const inbox = await listConversations(org.scope, { limit: 50 });
    const row = inbox.items.find((item) => item.id === conversationId);
    const { clientReaction, ownReaction } = items.find((item) => item.id === id) ?? {};
    return [clientReaction, ownReaction, row?.clientReactionTo === row?.lastMessageId && row?.clientReaction];
  };
  expect(await shown()).toEqual(['👍', null, '👍']);
  expect(await getConversation(org.scope, conversationId)).toMatchObject({
    ...{ unreadCount: before.unreadCount, lastMessageAt: before.lastMessageAt, status: before.status },
  });
  expect(await tells(reaction(question, '❤️', nowMs - 1_000, true))).toBe('done');
  expect(await shown()).toEqual(['👍', '❤️', '👍']);
  expect(await tells(reaction(question, null, nowMs))).toBe('done');
  expect(await shown()).toEqual([null, '❤️', null]);
  await tells(reaction(question, '🙏', nowMs + 60_000));
  await ask();
  expect(await shown()).toEqual(['🙏', '❤️', false]);
});

test('of several reactions the newest counts, in whatever order they are processed and however often they are told', async () => {
  const nowMs = Date.now();
  const question = await ask();
  const told = async (emoji: string | null, atMs: number) => {
    const { inboundEventId } = await storeInboundEvent(
      org.scope,
      org.channelId,
      reaction(question, emoji, atMs),
    );
    return inboundEventId ?? '';
  };
  const [first, none, last] = [
    await told('👍', nowMs - 3),
    await told(null, nowMs - 2),
    await told('🔥', nowMs - 1),
  ];
  for (const id of [last, none, first]) expect(await processInboundEvent(org.scope, id)).toBe('done');
  expect(await stored(question)).toMatchObject({ clientReaction: '🔥', ownReaction: null });
  expect(await told('👍', nowMs - 3)).toBe('');
});

test('a reaction waits for its message, where that can still come', async () => {
  const accountSince = new Date(Date.now() - 60_000);
  const { channelId } = org;
  await org.scope.db.whatsAppSession.upsert({
    where: { channelId },
    create: { channelId, accountSince },
    update: { accountSince },
  });
  const unknown = 'true_996555000111@c.us_3EB0BBBBBBBBBBBBBBBBBB';
  expect(await tells(reaction(unknown, '👍', accountSince.getTime() - 1))).toBe('done');
  expect(await tells(reaction(unknown, '👍', Date.now()))).toBe('waiting');
});
