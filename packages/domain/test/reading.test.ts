import { provisionOrganization } from '@soul-kg-crm/database';
import { newId } from '@soul-kg-crm/shared/ids';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectChannel } from '../src/channels/connect-channel.ts';
import { recordSessionState } from '../src/channels/record-session-state.ts';
import { sessionOf } from '../src/channels/sessions.ts';
import { disconnectChannel } from '../src/channels/stop-channel.ts';
import { listClients } from '../src/clients/clients.ts';
import { countUnread } from '../src/conversations/count-unread.ts';
import { type ConversationQuery, listConversations } from '../src/conversations/list-conversations.ts';
import { listMessages } from '../src/conversations/list-messages.ts';
import { updateConversation } from '../src/conversations/update-conversation.ts';
import { getOverview } from '../src/overview/get-overview.ts';
import { type TestOrganization, testOrganization } from './support/organization.ts';

let org: TestOrganization;
const NAMES = ['Аида', 'Бек', 'Вера', 'Гүлнара', 'Данияр', '50% скидка'];

beforeAll(async () => {
  org = await testOrganization();
  for (const [index, name] of NAMES.entries()) {
    const digits = `99655530000${index}`;
    await org.receives({ chatId: `${digits}@c.us`, contact: { phone: `+${digits}`, lid: null, name } });
  }
});

afterAll(() => org?.[Symbol.asyncDispose]());

const namesOf = async (query: Partial<ConversationQuery>) => {
  const page = await listConversations(org.scope, { limit: 50, ...query });
  return page.items.map((conversation) => conversation.client.name);
};

test('the inbox is paged newest first without gaps or repeats', async () => {
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listConversations(org.scope, { limit: 4, cursor });
    seen.push(...page.items.map((conversation) => conversation.client.name));
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  expect(seen).toEqual(NAMES.toReversed());
  await expect(listConversations(org.scope, { limit: 4, cursor: 'x' })).rejects.toMatchObject({
    code: 'VALIDATION_FAILED',
  });
});

test('a part of a name or number finds, in any case and spelling', async () => {
  expect(await namesOf({ search: 'гүлн' })).toEqual(['Гүлнара']);
  expect(await namesOf({ search: '+996 (555) 300-002' })).toEqual(['Вера']);
  expect(await namesOf({ search: '%' })).toEqual(['50% скидка']);
  expect(await namesOf({ search: 'никто' })).toEqual([]);
  const clients = await listClients(org.scope, { limit: 10, search: 'дан' });
  expect(clients.items).toMatchObject([
    { name: 'Данияр', identities: [{ kind: 'PHONE', value: '+996555300004' }] },
  ]);
});

test('filters: state, unread, assignee', async () => {
  const { items } = await listConversations(org.scope, { limit: 50, search: 'Аида' });
  const conversationId = items[0]?.id ?? '';
  await updateConversation(
    org.scope,
    { conversationId, status: 'CLOSED', assigneeId: org.userId, isRead: true },
    org.userId,
  );
  expect(await namesOf({ status: 'CLOSED' })).toEqual(['Аида']);
  expect(await namesOf({ unread: false })).toEqual(['Аида']);
  expect(await namesOf({ assigneeId: org.userId })).toEqual(['Аида']);
  expect(await namesOf({ status: 'OPEN', unread: true })).toHaveLength(NAMES.length - 1);
  const stranger = { conversationId, assigneeId: newId() };
  await expect(updateConversation(org.scope, stranger, org.userId)).rejects.toMatchObject({
    code: 'VALIDATION_FAILED',
  });
});

test('filters: the number, what waits for a person, and both with each other', async () => {
  const { db } = org.scope;
  const { companyId } = await db.channel.findFirstOrThrow();
  const { id: channelId } = await db.channel.create({ data: { companyId, type: 'WHATSAPP', name: 'Склад' } });
  const clientId = (await db.client.findFirstOrThrow({ where: { name: 'Вера' } })).id;
  await db.conversation.create({
    data: { channelId, clientId, providerChatId: 'x@c.us', agentState: 'HANDED_OVER' },
  });
  expect(await namesOf({ channelId })).toEqual(['Вера']);
  expect(await namesOf({ channelId: org.channelId, status: 'OPEN' })).toHaveLength(NAMES.length - 1);
  expect(await namesOf({ channelId, agentState: 'HANDED_OVER', status: 'OPEN' })).toEqual(['Вера']);
  expect(await namesOf({ agentState: 'HANDED_OVER' })).toEqual(['Вера']);
  expect(await namesOf({ channelId: org.channelId, agentState: 'HANDED_OVER' })).toEqual([]);
  const pages: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listConversations(org.scope, { channelId: org.channelId, limit: 2, cursor });
    pages.push(...page.items.map((conversation) => conversation.client.name));
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  expect(pages).toEqual(NAMES.toReversed());
  await expect(namesOf({ channelId: newId() })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await db.conversation.deleteMany({ where: { channelId } });
  expect(await namesOf({ channelId })).toEqual([]);
  await db.channel.delete({ where: { id: channelId } });
});

test('a thread is paged newest first', async () => {
  const { items } = await listConversations(org.scope, { limit: 1, search: 'Бек' });
  const conversationId = items[0]?.id ?? '';
  const contact = { phone: '+996555300001', lid: null, name: 'Бек' };
  for (const content of ['1', '2', '3', '4'])
    await org.receives({ chatId: '996555300001@c.us', contact, content });
  const first = await listMessages(org.scope, { conversationId, limit: 3 });
  expect(first.items.map((message) => message.content)).toEqual(['4', '3', '2']);
  const rest = await listMessages(org.scope, {
    conversationId,
    limit: 3,
    cursor: first.nextCursor ?? undefined,
  });
  expect(rest.items.map((message) => message.content)).toEqual(['1', 'Здравствуйте!']);
  expect(rest.nextCursor).toBeNull();
  await expect(listMessages(org.scope, { conversationId: newId(), limit: 3 })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
});

test('a thread is opened at a message, and read from there in both directions', async () => {
  const { items } = await listConversations(org.scope, { limit: 1, search: 'Бек' });
  const conversationId = items[0]?.id ?? '';
  const all = (await listMessages(org.scope, { conversationId, limit: 50 })).items;
  const [, third, second, first] = all;
  const page = await listMessages(org.scope, { conversationId, limit: 2, around: second?.id });
  expect(page.items.map(({ id }) => id)).toEqual([third?.id, second?.id]);
  const cursor = page.nextCursor ?? undefined;
  const older = await listMessages(org.scope, { conversationId, limit: 1, cursor });
  expect(older.items.map(({ id }) => id)).toEqual([first?.id]);
  const previousCursor = page.previousCursor ?? undefined;
  const newer = await listMessages(org.scope, { conversationId, limit: 5, previousCursor });
  expect(newer).toMatchObject({ items: [{ content: '4' }], previousCursor: null });
  const elsewhere = await listConversations(org.scope, { limit: 1, search: 'Вера' });
  const wrong = { conversationId: elsewhere.items[0]?.id ?? '', limit: 2, around: second?.id };
  await expect(listMessages(org.scope, wrong)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const withoutMessages = await org.scope.db.conversation.create({
    data: {
      channelId: org.channelId,
      clientId: (await org.scope.db.client.create({ data: { name: 'Никто' } })).id,
      providerChatId: 'nobody@c.us',
    },
  });
  expect(await listMessages(org.scope, { conversationId: withoutMessages.id, limit: 2 })).toEqual({
    items: [],
    nextCursor: null,
    previousCursor: null,
  });
  await org.scope.db.conversation.delete({ where: { id: withoutMessages.id } });
  await org.scope.db.client.delete({ where: { id: withoutMessages.clientId } });
});

test('nothing of another organisation is in the inbox, in a thread or in the badge', async () => {
  const { items } = await listConversations(org.scope, { limit: 1 });
  const user = await org.database.system.user.create({ data: { name: 'Чужой', email: 'other@example.com' } });
  const { organizationId } = await org.database.system.$transaction((tx) =>
    provisionOrganization(tx, { userId: user.id, organizationName: 'Other' }),
  );
  const stranger = org.database.forOrganization(organizationId);
  for (const query of [
    {},
    { status: 'OPEN' as const },
    { unread: true },
    { search: 'а' },
    { clientId: items[0]?.client.id },
    { agentState: 'HANDED_OVER' as const },
  ]) {
    expect((await listConversations(stranger, { limit: 50, ...query })).items).toEqual([]);
  }
  expect(await countUnread(stranger)).toEqual({ unread: 0, waiting: 0 });
  expect(await countUnread(org.scope)).toEqual({ unread: 5, waiting: 0 });
  const conversationId = items[0]?.id ?? '';
  for (const part of [{}, { around: items[0]?.lastMessageId ?? '' }]) {
    const thread = listMessages(stranger, { conversationId, limit: 5, ...part });
    await expect(thread).rejects.toMatchObject({ code: 'NOT_FOUND' });
  }
});

test('the overview counts', async () => {
  // Not since midnight, which may just have been.
  const anHourAgo = new Date(Date.now() - 3_600_000);
  expect(await getOverview(org.scope, anHourAgo)).toEqual({
    whatsappStatus: 'DISCONNECTED',
    openConversations: 5,
    unreadConversations: 5,
    clients: 6,
    receivedToday: 10,
    sentToday: 0,
    failedMessages: 0,
    hasReceived: true,
    hasSent: false,
  });
});

test('today begins when whoever looks says, and what was ever received stays known', async () => {
  const tomorrow = new Date(Date.now() + 3_600_000);
  expect(await getOverview(org.scope, tomorrow)).toMatchObject({ receivedToday: 0, hasReceived: true });
  const yesterday = new Date(Date.now() - 24 * 3_600_000);
  expect(await getOverview(org.scope, yesterday)).toMatchObject({ receivedToday: 10, hasSent: false });
});

test('a channel is connected, scanned, lost and stopped', async () => {
  const { scope, channelId } = org;
  await org.announced();
  expect(await connectChannel(scope, { actorId: org.userId })).toMatchObject({
    status: 'CONNECTING',
    channel: { desiredState: 'RUNNING' },
  });
  expect(await org.announced()).toEqual(['channel.desired-state', 'session.updated']);
  await recordSessionState(scope, channelId, {
    status: 'QR_CODE_PENDING',
    qrCode: '2@abc',
    expiresInMs: 20_000,
  });
  expect((await sessionOf(scope)).qrExpiresAt?.getTime()).toBeGreaterThan(Date.now());
  expect(await org.announced()).toEqual(['session.updated']);
  await connectChannel(scope, { actorId: org.userId });
  expect((await sessionOf(scope)).status).toBe('QR_CODE_PENDING');
  await recordSessionState(scope, channelId, {
    ...{ status: 'DISCONNECTED', reason: 'BROWSER_GONE', detail: 'gone' },
  });
  expect(await sessionOf(scope)).toMatchObject({ errorCode: 'BROWSER_GONE', errorMessage: 'gone' });
  await org.announced();
  const account = { status: 'CONNECTED', phoneNumber: '+996555000001', pushName: 'Shop' } as const;
  const connectedAt = new Date(Date.now() + 1_000);
  await recordSessionState(scope, channelId, account, { now: connectedAt });
  expect(await org.announced()).toEqual(['session.updated']);
  const connected = {
    ...{ status: 'CONNECTED', qrCode: null, phoneNumber: '+996555000001' },
    ...{ errorCode: null, errorMessage: null, lastConnectedAt: connectedAt },
  };
  expect(await sessionOf(scope)).toMatchObject(connected);
  // That the internet comes and goes is no new connection.
  const later = { now: new Date(connectedAt.getTime() + 60_000) };
  await recordSessionState(scope, channelId, { ...account, isOnline: false }, later);
  expect(await sessionOf(scope)).toMatchObject(connected);
  await recordSessionState(scope, channelId, { status: 'ERROR', reason: 'BLOCKED', detail: null });
  const failed = await sessionOf(scope);
  expect(failed).toMatchObject({ status: 'ERROR', errorCode: 'BLOCKED', channel: { status: 'ERROR' } });
  expect(failed.lastDisconnectedAt).not.toBeNull();
  await connectChannel(scope, { actorId: org.userId });
  expect(await sessionOf(scope)).toMatchObject({ status: 'CONNECTING', errorCode: null });
  await org.announced();
  await disconnectChannel(scope, { actorId: org.userId });
  expect(await org.announced()).toEqual(['channel.desired-state', 'session.updated']);
  const where = { action: 'channel.disconnect', targetId: channelId };
  expect(await scope.db.activity.findFirst({ where })).toMatchObject({ actorId: org.userId });
  const late = recordSessionState(scope, channelId, {
    status: 'CONNECTED',
    phoneNumber: '+1',
    pushName: null,
  });
  expect(await late).toBe(false);
  expect(await sessionOf(scope)).toMatchObject({
    status: 'DISCONNECTED',
    channel: { desiredState: 'STOPPED' },
  });
});
