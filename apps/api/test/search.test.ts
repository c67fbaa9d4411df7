import { afterAll, beforeAll, expect, test } from 'vitest';
import { fillInbox, type Inbox } from './support/inbox.ts';
import type { Person } from './support/person.ts';
import { type TestApi, testApi } from './support/test-api.ts';

let api: TestApi;
let owner: Person;
let stranger: Person;
let inbox: Inbox;

beforeAll(async () => {
  api = await testApi();
  owner = await api.newOrganization();
  stranger = await api.newOrganization('Чужая');
  inbox = await fillInbox(api.database, owner.organizationId);
});

afterAll(() => api?.[Symbol.asyncDispose]());

const get = (path: string, person: Person) => api.http.get(`/api${path}`).set('Cookie', person.cookie);

test('messages are found by their words, with what was found marked', async () => {
  const { body } = await get(`/search/messages?q=${encodeURIComponent('добрым ден')}`, owner).expect(200);
  expect(body).toEqual({
    items: [
      {
        messageId: inbox.messageId,
        conversationId: inbox.conversationId,
        client: { id: inbox.clientId, name: 'Нурлан', avatarUrl: null },
        direction: 'OUTGOING',
        kind: 'TEXT',
        snippet: [
          { text: 'Добрый', isHit: true },
          { text: ' ', isHit: false },
          { text: 'день', isHit: true },
        ],
        createdAt: expect.any(String),
      },
    ],
    nextCursor: null,
  });
});

test('another organisation finds nothing of it', async () => {
  const { body } = await get(`/search/messages?q=${encodeURIComponent('добрый')}`, stranger).expect(200);
  expect(body.items).toEqual([]);
});

test('nobody finds nothing, and a search needs something to search for', async () => {
  await api.http.get('/api/search/messages?q=x').expect(401);
  for (const query of ['', '?q=', '?q=%20', `?q=${'x'.repeat(101)}`, '?q=x&limit=51', '?q=x&cursor=x']) {
    const { body } = await get(`/search/messages${query}`, owner).expect(400);
    expect(body.code).toBe('VALIDATION_FAILED');
  }
  for (const q of ['"', '&', '!', ':*', '\\']) {
    await get(`/search/messages?q=${encodeURIComponent(q)}`, owner).expect(200);
  }
});

test('a thread is opened at a message', async () => {
  const path = `/conversations/${inbox.conversationId}/messages`;
  const { body } = await get(`${path}?around=${inbox.messageId}`, owner).expect(200);
  expect(body).toMatchObject({ items: [{ id: inbox.messageId }], nextCursor: null, previousCursor: null });
  await get(`${path}?around=${inbox.messageId}`, stranger).expect(404);
  await get(`${path}?around=${inbox.conversationId}`, owner).expect(404);
  await get(`${path}?around=x`, owner).expect(400);
  await get(`${path}?around=${inbox.messageId}&cursor=x`, owner).expect(400);
  await get(`${path}?previousCursor=x`, owner).expect(400);
});

test('the badge counts conversations, of the own organisation alone', async () => {
  const where = { id: inbox.conversationId };
  await api.database.system.conversation.update({
    where,
    data: { unreadCount: 3, agentState: 'HANDED_OVER' },
  });
  const { body } = await get('/conversations/unread-count', owner).expect(200);
  expect(body).toEqual({ unreadConversations: 1, waitingConversations: 1 });
  expect((await get('/conversations/unread-count', stranger).expect(200)).body).toEqual({
    unreadConversations: 0,
    waitingConversations: 0,
  });
});
