import { newId } from '@soul-kg-crm/shared/ids';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { settleTurn } from '../src/agents/settle-turn.ts';
import type { ReceivedMessage } from '../src/inbound/channel-event.ts';
import { processInboundEvent } from '../src/inbound/process-inbound-event.ts';
import { storeInboundEvents } from '../src/inbound/store-inbound-event.ts';
import { queueMessage } from '../src/outbound/queue-message.ts';
import { updateAgentSettings } from '../src/settings/agent-settings.ts';
import { incoming, type TestOrganization, testOrganization } from './support/organization.ts';

let org: TestOrganization;

beforeAll(async () => {
  org = await testOrganization();
});

afterAll(() => org?.[Symbol.asyncDispose]());

/** A message that comes sealed, and what it says. */
function sealedMessage(content: string, more: Partial<ReceivedMessage> = {}) {
  const readable = incoming({ content, ...more });
  const unreadable: ReceivedMessage = { ...readable, kind: 'UNSUPPORTED', content: '', media: null };
  return { readable, unreadable, id: readable.providerMessageId };
}

const store = (message: ReceivedMessage, isSealed = false, isCaughtUp = false) =>
  storeInboundEvents(org.scope, org.channelId, [{ kind: 'message', message, isSealed, isCaughtUp }]);

async function tells(message: ReceivedMessage, isSealed = false, isCaughtUp = false): Promise<void> {
  for (const id of await store(message, isSealed, isCaughtUp)) await processInboundEvent(org.scope, id);
}

const stored = async (providerMessageId: string) => {
  const rows = await org.scope.db.message.findMany({
    where: { providerMessageId },
    include: { conversation: true, media: true },
  });
  expect(rows).toHaveLength(1);
  return rows[0];
};

test('what cannot be read counts as unread, and has its text in the same place once that comes', async () => {
  const { readable, unreadable, id } = sealedMessage('В семь у входа', { sentAtMs: Date.now() - 20_000 });
  await tells(unreadable, true);
  const before = await stored(id);
  expect(before).toMatchObject({
    ...{ kind: 'UNSUPPORTED', content: '', status: 'PENDING' },
    conversation: { unreadCount: 1, lastMessageKind: 'UNSUPPORTED', lastMessagePreview: '' },
  });
  // Where it was written, and not where it was told.
  expect(before?.createdAt.getTime()).toBe(readable.sentAtMs);
  await org.announced();
  await tells(readable);
  expect(await stored(id)).toMatchObject({
    ...{ id: before?.id, kind: 'TEXT', content: 'В семь у входа', status: 'PENDING', editedAt: null },
    conversation: { unreadCount: 1, lastMessageKind: 'TEXT', lastMessagePreview: 'В семь у входа' },
  });
  expect(await org.announced()).toContain('messages.updated');
});

test('a thread is in the order of arrival, however late each message is told or stored', async () => {
  const sentAtMs = Math.floor((Date.now() - 16_000) / 1000) * 1000;
  const phone = '+996555000222';
  const [before, sealed, after] = [1, 2, 3].map((n) =>
    incoming({ content: `${n}`, sentAtMs, contact: { phone, lid: null, name: null } }),
  );
  if (!before || !sealed || !after) throw new Error('three were made');
  const unreadable: ReceivedMessage = { ...sealed, kind: 'UNSUPPORTED', content: '' };
  const at = (message: ReceivedMessage, nowMs: number, isSealed: boolean, cameAtMs?: number) =>
    storeInboundEvents(org.scope, org.channelId, [{ kind: 'message', message, isSealed, cameAtMs }], {
      nowMs,
    });
  // What could be read at once was stored a while after it came, too: the database was slow.
  await at(before, sentAtMs + 900, false, sentAtMs + 300);
  await at(after, sentAtMs + 900, false, sentAtMs + 700);
  await at(unreadable, Date.now(), true, sentAtMs + 500);
  const rows = await org.scope.db.message.findMany({
    where: { conversation: { client: { phone } } },
    orderBy: { id: 'asc' },
  });
  expect(rows.map(({ createdAt }) => createdAt.getTime() - sentAtMs)).toEqual([300, 500, 700]);
  expect(rows[1]?.providerMessageId).toBe(sealed.providerMessageId);
});

test('a clock that is set back for some seconds changes no order of arrival', async () => {
  const sentAtMs = Math.floor(Date.now() / 1000) * 1000;
  const phone = '+996555000333';
  const contact = { phone, lid: null, name: null };
  const came = [
    { message: incoming({ content: '1', sentAtMs, contact, isFromMe: true }), cameAtMs: sentAtMs + 30_000 },
    { message: incoming({ content: '2', sentAtMs, contact }), cameAtMs: sentAtMs + 30_000 },
    { message: incoming({ content: '3', sentAtMs, contact }), cameAtMs: sentAtMs + 30_001 },
  ];
  for (const [n, event] of came.entries()) {
    // As it was when the first one came, and then as it is.
    const nowMs = sentAtMs + (n === 0 ? 30_000 : n);
    const events = await storeInboundEvents(org.scope, org.channelId, [{ kind: 'message', ...event }], {
      nowMs,
    });
    for (const id of events) await processInboundEvent(org.scope, id);
  }
  const rows = await org.scope.db.message.findMany({
    where: { conversation: { client: { phone } } },
    orderBy: { id: 'asc' },
  });
  expect(rows.map(({ content }) => content)).toEqual(['1', '2', '3']);
});

test('an answer stands behind what it answers, also where another machine’s clock is some seconds ahead', async () => {
  const phone = '+996555000444';
  const message = incoming({ content: 'Есть розы?', contact: { phone, lid: null, name: null } });
  const cameAtMs = Date.now() + 20_000;
  await storeInboundEvents(org.scope, org.channelId, [{ kind: 'message', message, cameAtMs }], {
    nowMs: cameAtMs,
  });
  const where = { client: { phone } };
  const { id: conversationId } = await org.scope.db.conversation.findFirstOrThrow({ where });
  for (const content of ['Да', 'Сколько нужно?']) {
    const draft = { conversationId, content, sender: 'HUMAN', senderId: org.userId } as const;
    await queueMessage(org.scope, draft);
    const preview = { lastMessagePreview: content, lastMessageDirection: 'OUTGOING' };
    expect(await org.scope.db.conversation.findFirst({ where })).toMatchObject(preview);
  }
  const rows = await org.scope.db.message.findMany({ where: { conversationId }, orderBy: { id: 'asc' } });
  expect(rows.map(({ content }) => content)).toEqual(['Есть розы?', 'Да', 'Сколько нужно?']);
});

test('told again and again, by catch-ups and in any order, it stays one message that can be read', async () => {
  const { readable, unreadable, id } = sealedMessage('только раз');
  const first = await store(unreadable, true);
  const [repeat, opened] = [await store(unreadable, true, true), await store(readable)];
  expect(repeat).toEqual([]);
  await Promise.all([...opened, ...first].map((event) => processInboundEvent(org.scope, event)));
  expect(await store(readable, false, true)).toEqual([]);
  // Under the other name of its chat.
  const lid = '777@lid';
  const renamed = { ...unreadable, providerMessageId: id.replace('996555000111@c.us', lid), chatId: lid };
  await tells({ ...renamed, contact: { ...unreadable.contact, lid } }, true, true);
  expect(await stored(id)).toMatchObject({ content: 'только раз' });
  const { readable: early, unreadable: late, id: other } = sealedMessage('сначала текст');
  await tells(early);
  await tells(late, true);
  expect(await stored(other)).toMatchObject({ kind: 'TEXT', content: 'сначала текст' });
});

test('a file that could not be read is fetched once it can be, and what it answers is found', async () => {
  const quoted = incoming({ content: 'какое фото?' });
  await tells(quoted);
  const { readable, unreadable, id } = sealedMessage('вот', {
    ...{ kind: 'IMAGE', quotedProviderMessageId: quoted.providerMessageId },
    media: { mimeType: 'image/jpeg', fileName: null, size: 10, width: 1, height: 1, durationMs: null },
  });
  await tells({ ...unreadable, quotedProviderMessageId: null }, true);
  await org.announced();
  await tells(readable);
  const { id: quotedMessageId } = (await stored(quoted.providerMessageId)) ?? {};
  const message = await stored(id);
  expect(message).toMatchObject({ kind: 'IMAGE', content: 'вот', quotedMessageId, media: { kind: 'IMAGE' } });
  const job = await org.scope.db.outboxEvent.findFirstOrThrow({ where: { name: 'media.download' } });
  expect(job.payload).toMatchObject({ messageId: message?.id, mediaId: message?.media?.id });
});

test('a text that comes after somebody has seen that there is one is unread again, unless it was answered', async () => {
  const see = async (providerMessageId: string) => {
    const { conversationId } = (await stored(providerMessageId)) ?? {};
    const unread = { conversationId, status: 'PENDING', direction: 'INCOMING' } as const;
    await org.scope.db.message.updateMany({ where: unread, data: { status: 'READ', readAt: new Date() } });
    const data = { unreadCount: 0, status: 'CLOSED' } as const;
    await org.scope.db.conversation.updateMany({ where: { id: conversationId ?? '' }, data });
  };
  const ofDays = { sentAtMs: Date.now() - 60_000 };
  const { readable, unreadable, id } = sealedMessage('где вы?', ofDays);
  await tells(unreadable, true);
  await see(id);
  await tells(readable);
  expect(await stored(id)).toMatchObject({
    ...{ status: 'PENDING', readAt: null, conversation: { unreadCount: 1, status: 'OPEN' } },
  });
  const answered = sealedMessage('ау', { sentAtMs: Date.now() - 30_000 });
  await tells(answered.unreadable, true);
  await see(answered.id);
  await org.receives({
    ...{ providerMessageId: 'true_996555000111@c.us_3AANSWER', isFromMe: true, ack: 'SENT' },
    ...{ content: 'прочитал на телефоне', sentAtMs: Date.now() - 10_000 },
  });
  await tells(answered.readable);
  expect(await stored(answered.id)).toMatchObject({ status: 'READ', conversation: { unreadCount: 0 } });
});

test('a correction of what cannot be read waits until it can be', async () => {
  const { readable, unreadable, id } = sealedMessage('в пять');
  await tells(unreadable, true);
  const contact = { phone: '+996555000111', lid: null };
  const edit = { providerMessageId: id, isFromMe: false, contact, content: 'в шесть' };
  const [event = ''] = await storeInboundEvents(org.scope, org.channelId, [{ kind: 'edit', edit }]);
  expect(await processInboundEvent(org.scope, event)).toBe('waiting');
  await tells(readable);
  expect(await processInboundEvent(org.scope, event)).toBe('done');
  expect(await stored(id)).toMatchObject({ kind: 'TEXT', content: 'в шесть', editedAt: expect.any(Date) });
});

test('what was written on the phone and could not be read is ours, and has its text later as well', async () => {
  const { readable, unreadable, id } = sealedMessage('написал с телефона', {
    ...{ providerMessageId: 'true_996555000111@c.us_3ASEALED', isFromMe: true, ack: 'SENT' },
  });
  await tells(unreadable, true);
  expect(await stored(id)).toMatchObject({ direction: 'OUTGOING', kind: 'UNSUPPORTED', status: 'SENT' });
  await tells({ ...readable, ack: 'DELIVERED' });
  expect(await stored(id)).toMatchObject({ content: 'написал с телефона', status: 'DELIVERED' });
});

test('what can be read only after an agent answered without it is asked of a person', async () => {
  await updateAgentSettings(org.scope, { patch: { agentType: 'receptionist' }, actorId: org.userId });
  const phone = '+996555000777';
  const own = { chatId: '996555000777@c.us', contact: { phone, lid: null, name: null } };
  const state = async () => {
    const { conversation } = (await stored(first.id)) ?? {};
    return [conversation?.agentState, conversation?.agentStateReason];
  };
  const answer = async () => {
    const claimId = newId();
    await org.scope.db.agentTurn.updateMany({
      data: { claimId, claimedUntil: new Date(Date.now() + 60_000) },
    });
    const turn = await org.scope.db.agentTurn.findFirstOrThrow();
    const { conversationId, generation } = turn;
    const { organizationId } = org.scope;
    const claimed = { organizationId, conversationId, claimId, generation, attempts: 1 };
    const decision = { kind: 'reply', content: 'Не совсем понял' } as const;
    expect(await settleTurn(org.scope, claimed, 'receptionist', decision)).toBe('replied');
  };
  const [first, second] = [sealedMessage('Сколько стоит?', own), sealedMessage('А доставка?', own)];
  await tells(first.unreadable, true);
  await tells(first.readable);
  // In time: it is part of what is answered.
  expect([await state(), await org.scope.db.agentTurn.count()]).toEqual([['ACTIVE', null], 1]);
  await answer();
  await tells(second.unreadable, true);
  await answer();
  await org.announced();
  await tells(second.readable);
  expect([await state(), await org.scope.db.agentTurn.count()]).toEqual([['HANDED_OVER', 'READ_LATE'], 0]);
  expect(await org.announced()).toContain('conversation.handed_over');
  await updateAgentSettings(org.scope, { patch: { agentType: null }, actorId: org.userId });
});
