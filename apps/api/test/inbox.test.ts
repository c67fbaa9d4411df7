import { newId } from '@soul-kg-crm/shared/ids';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fillInbox, type Inbox } from './support/inbox.ts';
import type { Person } from './support/person.ts';
import { type TestApi, testApi } from './support/test-api.ts';

let api: TestApi;
let owner: Person;
let stranger: Person;
let inbox: Inbox;
/** A second number, with one conversation, which an agent handed over. */
let second: { channelId: string; conversationId: string };

beforeAll(async () => {
  api = await testApi();
  owner = await api.newOrganization();
  stranger = await api.newOrganization('Чужая');
  inbox = await fillInbox(api.database, owner.organizationId);
  const { db } = api.database.forOrganization(owner.organizationId);
  const { companyId } = await db.channel.findFirstOrThrow();
  const { id: channelId } = await db.channel.create({ data: { companyId, type: 'WHATSAPP', name: 'Склад' } });
  const { clientId } = inbox;
  const { id: conversationId } = await db.conversation.create({
    data: { channelId, clientId, providerChatId: '996555000111@c.us', agentState: 'HANDED_OVER' },
  });
  second = { channelId, conversationId };
});

afterAll(() => api?.[Symbol.asyncDispose]());

const list = (query: string, person: Person) =>
  api.http.get(`/api/conversations?${query}`).set('Cookie', person.cookie);
const found = async (query: string) => {
  const { body } = await list(query, owner).expect(200);
  return body.items.map(({ id }: { id: string }) => id);
};

test('the inbox shows the conversations of one number', async () => {
  expect(await found('')).toHaveLength(2);
  expect(await found(`channelId=${inbox.channelId}`)).toEqual([inbox.conversationId]);
  const { body } = await list(`channelId=${second.channelId}&status=OPEN`, owner).expect(200);
  expect(body.items).toMatchObject([
    { id: second.conversationId, channelId: second.channelId, channelName: 'Склад' },
  ]);
  expect(await found(`channelId=${second.channelId}&status=CLOSED`)).toEqual([]);
});

test('the inbox shows what waits for a person', async () => {
  expect(await found('agentState=HANDED_OVER&status=OPEN')).toEqual([second.conversationId]);
  expect(await found(`agentState=HANDED_OVER&channelId=${inbox.channelId}`)).toEqual([]);
  expect(await found('agentState=ACTIVE')).toEqual([inbox.conversationId]);
});

test('a customer’s last message is shown, whatever is kept of its status', async () => {
  const { db } = api.database.forOrganization(owner.organizationId);
  const { id: lastMessageId } = await db.message.create({
    data: {
      ...{ id: newId(), ...second },
      ...{ direction: 'INCOMING', sender: 'CLIENT', kind: 'TEXT', content: 'Есть?' },
    },
  });
  const last = { lastMessageId, lastMessageKind: 'TEXT', lastMessageDirection: 'INCOMING' } as const;
  const data = { ...last, lastMessagePreview: 'Есть?', lastMessageStatus: null };
  await db.conversation.update({ where: { id: second.conversationId }, data });
  const { body } = await list(`channelId=${second.channelId}`, owner).expect(200);
  expect(body.items[0].lastMessage).toMatchObject({ preview: 'Есть?', direction: 'INCOMING' });
});

test('nobody sees them, another organisation has no such number, and a filter must be one', async () => {
  await api.http.get(`/api/conversations?channelId=${second.channelId}`).expect(401);
  for (const id of [second.channelId, newId()]) {
    const { body } = await list(`channelId=${id}`, stranger).expect(404);
    expect(body.code).toBe('NOT_FOUND');
  }
  expect((await list('agentState=HANDED_OVER', stranger).expect(200)).body.items).toEqual([]);
  for (const query of ['channelId=x', 'channelId=', 'agentState=WAITING', 'agentState=']) {
    const { body } = await list(query, owner).expect(400);
    expect(body.code).toBe('VALIDATION_FAILED');
  }
});

test('the overview counts from the start of the day that whoever looks has', async () => {
  const overview = (query: string, person?: Person) => {
    const asked = api.http.get(`/api/overview${query}`);
    return person ? asked.set('Cookie', person.cookie) : asked;
  };
  const hoursAgo = (hours: number) =>
    `?startOfDay=${encodeURIComponent(new Date(Date.now() - hours * 3_600_000).toISOString())}`;
  const { body } = await overview(hoursAgo(20), owner).expect(200);
  expect(body).toMatchObject({ openConversations: 2, hasSent: expect.any(Boolean) });
  expect((await overview('', stranger).expect(200)).body).toMatchObject({ hasReceived: false, clients: 0 });
  await overview(hoursAgo(20)).expect(401);
  for (const bad of [hoursAgo(49), hoursAgo(-25), '?startOfDay=today', '?from=1']) {
    expect((await overview(bad, owner).expect(400)).body.code).toBe('VALIDATION_FAILED');
  }
});
