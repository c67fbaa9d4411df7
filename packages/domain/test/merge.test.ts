import { Prisma, provisionOrganization } from '@soul-kg-crm/database';
import { newId } from '@soul-kg-crm/shared/ids';
import { waitFor, waitingForLocks } from '@soul-kg-crm/tooling/test-world';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findClient } from '../src/clients/clients.ts';
import { learnIdentities } from '../src/clients/learn-identities.ts';
import { mergeClients } from '../src/clients/merge-clients.ts';
import { resolveClient } from '../src/clients/resolve-client.ts';
import { listMerges, undoMerge } from '../src/clients/undo-merge.ts';
import { updateClient } from '../src/clients/update-client.ts';
import { findConversation } from '../src/conversations/get-conversation.ts';
import { listMessages } from '../src/conversations/list-messages.ts';
import { updateConversation } from '../src/conversations/update-conversation.ts';
import { queueMessage } from '../src/outbound/queue-message.ts';
import { queueMessageToPhone } from '../src/outbound/queue-message-to-phone.ts';
import { type TestOrganization, testOrganization } from './support/organization.ts';

let org: TestOrganization;

beforeAll(async () => {
  org = await testOrganization();
});

afterAll(() => org?.[Symbol.asyncDispose]());

let people = 0;

/** Somebody who is known by a number and, as somebody else, by a privacy id. */
async function twoOfOne() {
  people += 1;
  const phone = `+9965551100${String(people).padStart(2, '0')}`;
  const lid = `777000001000${String(people).padStart(2, '0')}@lid`;
  const person = {
    byPhone: (content: string) =>
      org.receives({
        chatId: `${phone.slice(1)}@c.us`,
        contact: { phone, lid: null, name: 'Азамат' },
        content,
      }),
    byLid: (content: string) =>
      org.receives({ chatId: lid, contact: { phone: null, lid, name: null }, content }),
    /** Both ids at once: from then on the two are one. */
    asOne: (content: string) =>
      org.receives({ chatId: lid, contact: { phone, lid, name: 'Азамат' }, content }),
  };
  const conversationOf = (value: string) =>
    org.scope.db.conversation.findFirst({
      where: { client: { identities: { some: { value } } } },
      include: { client: true },
    });
  return { ...person, phone, lid, conversationOf };
}

/** Of one person: the one by the number will be kept. */
async function twoConversations() {
  const person = await twoOfOne();
  await person.byPhone('по номеру');
  await person.byLid('по lid');
  const [kept, gone] = [await person.conversationOf(person.phone), await person.conversationOf(person.lid)];
  if (!kept || !gone) throw new Error('There are no two');
  return { person, kept, gone };
}

const answer = { content: 'Сейчас посмотрю', clientMessageId: 'answer-1', sender: 'HUMAN' } as const;

test('who has a conversation open that becomes part of another goes on in that one, and what they send is sent once', async () => {
  const { person, kept, gone } = await twoConversations();
  const draft = { ...answer, senderId: org.userId, conversationId: gone.id };
  const early = await queueMessage(org.scope, { ...draft, clientMessageId: 'early' });
  await person.asOne('оба');

  expect(await findConversation(org.scope, gone.id)).toMatchObject({ id: kept.id });
  const { items } = await listMessages(org.scope, { conversationId: gone.id, limit: 10 });
  expect(items.map(({ conversationId }) => conversationId)).toEqual(Array(4).fill(kept.id));
  expect(await findClient(org.scope, gone.clientId)).toMatchObject({ id: kept.clientId });
  expect(await listMerges(org.scope, gone.clientId)).toEqual(await listMerges(org.scope, kept.clientId));
  const sent = await queueMessage(org.scope, draft);
  expect(sent).toMatchObject({ conversationId: kept.id });
  // Asked again because the answer was lost, under either id.
  expect(await queueMessage(org.scope, draft)).toMatchObject({ id: sent.id });
  expect(await queueMessage(org.scope, { ...draft, conversationId: kept.id })).toMatchObject({
    id: sent.id,
  });
  expect(await queueMessage(org.scope, { ...draft, clientMessageId: 'early' })).toMatchObject({
    id: early.id,
  });
  const toPhone = { ...draft, clientMessageId: 'to-phone', to: person.phone };
  expect(await queueMessageToPhone(org.scope, toPhone)).toMatchObject({ conversationId: kept.id });
  const close = { conversationId: gone.id, status: 'CLOSED', isRead: true } as const;
  expect(await updateConversation(org.scope, close, org.userId)).toMatchObject({
    ...{ id: kept.id, status: 'CLOSED', unreadCount: 0 },
  });
});

test('a conversation that is read while its client becomes part of another is read as it is afterwards', async () => {
  const { kept, gone } = await twoConversations();
  const { reading } = await org.scope.transaction(async (tx) => {
    // Its row is read, and then its client's is waited for.
    await tx.raw(Prisma.sql`LOCK TABLE clients IN ACCESS EXCLUSIVE MODE`);
    const begun = findConversation(org.scope, gone.id);
    await waitFor(async () => (await waitingForLocks(org.database.system)) > 0, { what: 'the reader' });
    await mergeClients(tx, gone.client, kept.client);
    return { reading: begun };
  });
  expect(await reading).toMatchObject({ id: kept.id, client: { id: kept.clientId } });
});

test('a conversation that is closed while its client becomes part of another is closed as it is afterwards', async () => {
  const { kept, gone } = await twoConversations();
  const close = { conversationId: gone.id, status: 'CLOSED', isRead: true } as const;
  const { closing } = await org.scope.transaction(async (tx) => {
    await mergeClients(tx, gone.client, kept.client);
    const begun = updateConversation(org.scope, close, org.userId);
    await waitFor(async () => (await waitingForLocks(org.database.system)) > 0, { what: 'who closes it' });
    return { closing: begun };
  });
  expect(await closing).toMatchObject({ id: kept.id, status: 'CLOSED', unreadCount: 0 });
});

test('what somebody writes about a client who becomes part of another is written about that one', async () => {
  const { kept, gone } = await twoConversations();
  const known = { clientId: kept.clientId, tags: ['опт'], notes: 'Знает нас' };
  await updateClient(org.scope, known, org.userId);
  const write = (notes: string, tags: string[], notesFrom = ['']) =>
    updateClient(org.scope, { clientId: gone.clientId, notes, notesFrom, tags }, org.userId);
  const { writing } = await org.scope.transaction(async (tx) => {
    const into = await tx.db.client.findUniqueOrThrow({ where: { id: kept.clientId } });
    await mergeClients(tx, gone.client, into);
    const begun = write('Просит чек', ['срочно']);
    await waitFor(async () => (await waitingForLocks(org.database.system)) > 0, { what: 'who writes' });
    return { writing: begun };
  });
  const both = { id: kept.clientId, notes: 'Знает нас\n\nПросит чек', tags: ['опт', 'срочно'] };
  expect(await writing).toMatchObject(both);
  // Asked again because the answer was lost.
  expect(await write('Просит чек', ['срочно'])).toMatchObject(both);
  for (const corrected of ['Просит чек и пакет', 'Просит чек и пакет', 'Просит пакет', 'Просит пакет']) {
    const { notes } = await write(corrected, [], ['Просит чек', 'Просит чек и пакет']);
    expect(notes).toBe(`Знает нас\n\n${corrected}`);
  }
  expect(
    await updateClient(org.scope, { clientId: gone.clientId, name: 'Азамат-байке' }, org.userId),
  ).toMatchObject({ id: kept.clientId, name: 'Азамат-байке' });
});

test('nobody is led into another organisation by an id of it, nor anywhere by one that never was', async () => {
  const { id: userId } = await org.database.system.user.create({
    data: { id: newId(), name: 'Бермет', email: 'bermet@example.com' },
  });
  const { organizationId } = await org.database.system.$transaction((tx) =>
    provisionOrganization(tx, { userId, organizationName: 'Other' }),
  );
  const other = org.database.forOrganization(organizationId);
  const person = await twoOfOne();
  await person.byPhone('по номеру');
  await person.byLid('по lid');
  const gone = await person.conversationOf(person.lid);
  await person.asOne('оба');
  const draft = { ...answer, senderId: null, conversationId: gone?.id ?? '', clientMessageId: 'stranger' };
  await expect(findConversation(other, gone?.id ?? '')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(queueMessage(other, draft)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(findClient(other, gone?.clientId ?? '')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const thread = { conversationId: gone?.id ?? '', limit: 10 };
  await expect(listMessages(other, thread)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(findConversation(org.scope, org.channelId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('a merge that is taken back gives the conversation its own id again', async () => {
  const person = await twoOfOne();
  await person.byPhone('по номеру');
  await person.byLid('по lid');
  const gone = await person.conversationOf(person.lid);
  await person.asOne('оба');
  await undo((await person.conversationOf(person.phone))?.clientId ?? '');
  expect(await findConversation(org.scope, gone?.id ?? '')).toMatchObject({
    id: gone?.id,
    lastMessagePreview: 'по lid',
    // As every other message that came: the inbox shows nothing of a last message without one.
    lastMessageStatus: 'PENDING',
  });
});

test('a name that a colleague typed outlives the merge that is found by the next message', async () => {
  const person = await twoOfOne();
  await person.byPhone('по номеру');
  await person.byLid('по lid');
  const gone = await person.conversationOf(person.lid);
  await updateClient(org.scope, { clientId: gone?.clientId ?? '', name: 'Азамат Оптовик' }, org.userId);
  await org.receives({
    chatId: person.lid,
    contact: { phone: person.phone, lid: person.lid, name: 'az@mat' },
    content: 'оба',
  });
  const { client } = (await person.conversationOf(person.phone)) ?? {};
  expect(client).toMatchObject({ name: 'Азамат Оптовик', nameIsManual: true });
});

test('who was known by the number alone has the name that they gave under the privacy id', async () => {
  const person = await twoOfOne();
  await queueMessageToPhone(org.scope, {
    ...{ ...answer, clientMessageId: 'to-nobody', to: person.phone, senderId: org.userId },
  });
  const contact = { phone: null, lid: person.lid, name: 'Азамат' };
  await org.receives({ chatId: person.lid, contact, content: 'по lid' });
  const byLid = await person.conversationOf(person.lid);
  await learnIdentities(org.scope, byLid?.clientId ?? '', { phone: person.phone, lid: person.lid });
  const merged = await person.conversationOf(person.phone);
  expect(merged?.client).toMatchObject({ name: 'Азамат', nameIsManual: false });
  await undo(merged?.clientId ?? '');
  expect((await person.conversationOf(person.phone))?.client).toMatchObject({ name: person.phone });
  expect((await person.conversationOf(person.lid))?.client).toMatchObject({ name: 'Азамат' });
});

/** Takes the newest merge into the client of that number back. */
async function undo(clientId: string) {
  const [merge] = await listMerges(org.scope, clientId);
  return undoMerge(org.scope, { clientId, mergeId: merge?.mergeId ?? '' }, org.userId);
}

const textsIn = async (conversationId: string | undefined) => {
  const messages = await org.scope.db.message.findMany({
    where: { conversationId: conversationId ?? '' },
    orderBy: { id: 'asc' },
  });
  return messages.map(({ content }) => content);
};

test('taking a merge back leaves what was written since with the client that stays', async () => {
  const person = await twoOfOne();
  // Known by the number alone, without a conversation: the other one's goes over as a whole.
  const { id: clientId } = await org.scope.transaction((tx) =>
    resolveClient(tx, { phone: person.phone, lid: null, name: 'Азамат' }),
  );
  await person.byLid('по lid');
  const gone = await person.conversationOf(person.lid);
  await person.asOne('оба');
  expect((await person.conversationOf(person.phone))?.id).toBe(gone?.id);

  const restored = await undo(clientId);
  const [staying, again] = [
    await person.conversationOf(person.phone),
    await person.conversationOf(person.lid),
  ];
  expect(again).toMatchObject({
    ...{ id: gone?.id, clientId: restored.id },
    ...{ providerChatId: person.lid, lastMessagePreview: 'по lid' },
  });
  expect(await textsIn(again?.id)).toEqual(['по lid']);
  expect(staying).toMatchObject({
    ...{ clientId, lastMessagePreview: 'оба' },
    providerChatId: `${person.phone.slice(1)}@c.us`,
  });
  expect(await textsIn(staying?.id)).toEqual(['оба']);
});

test('a conversation that comes back by taking a merge back is closed, assigned, and a person’s, as it was', async () => {
  const person = await twoOfOne();
  await person.byPhone('по номеру');
  await person.byLid('по lid');
  const conversationId = (await person.conversationOf(person.lid))?.id ?? '';
  await updateConversation(org.scope, { conversationId, isRead: true, status: 'CLOSED' }, org.userId);
  const change = { conversationId, agentState: 'TAKEN_OVER', assigneeId: org.userId } as const;
  await updateConversation(org.scope, change, org.userId);
  const was = await person.conversationOf(person.lid);
  await person.asOne('оба');
  await undo((await person.conversationOf(person.phone))?.clientId ?? '');
  const { status, agentState, agentStateAt, agentStateById } = was ?? {};
  expect({ status, agentState, agentStateById }).toEqual({
    ...{ status: 'CLOSED', agentState: 'TAKEN_OVER', agentStateById: org.userId },
  });
  expect(await person.conversationOf(person.lid)).toMatchObject({
    ...{ id: conversationId, status, assigneeId: org.userId, agentState, agentStateAt, agentStateById },
  });
});

test('what is unread stays unread when a merge is taken back', async () => {
  const person = await twoOfOne();
  await person.byPhone('прочитано');
  const staying = await person.conversationOf(person.phone);
  await updateConversation(org.scope, { conversationId: staying?.id ?? '', isRead: true }, org.userId);
  await person.byLid('один');
  await person.byLid('два');
  await person.asOne('оба');
  await undo(staying?.clientId ?? '');
  expect(await person.conversationOf(person.lid)).toMatchObject({ unreadCount: 2 });
  expect(await person.conversationOf(person.phone)).toMatchObject({ unreadCount: 1 });
});

test('a merge that was taken back is not taken back again when the client has become part of another since', async () => {
  const [person, other] = [await twoOfOne(), await twoOfOne()];
  await person.byPhone('по номеру');
  await person.byLid('по lid');
  await person.asOne('оба');
  const { clientId = '' } = (await person.conversationOf(person.phone)) ?? {};
  const [merge] = await listMerges(org.scope, clientId);
  const restored = await undo(clientId);

  // Whom it was taken back for turns out to be the other one.
  await other.byPhone('другой');
  await org.receives({
    chatId: person.lid,
    contact: { phone: other.phone, lid: person.lid, name: null },
    content: 'это я',
  });
  const last = await person.conversationOf(person.lid);
  expect(last?.clientId).not.toBe(restored.id);
  expect(await listMerges(org.scope, clientId)).toEqual([]);
  const again = undoMerge(org.scope, { clientId, mergeId: merge?.mergeId ?? '' }, org.userId);
  await expect(again).rejects.toMatchObject({ code: 'MERGE_UNDONE' });
  expect(await textsIn(last?.id)).toEqual(['по lid', 'другой', 'это я']);
});

test('into a client who has become part of another nobody is taken back', async () => {
  const [person, other] = [await twoOfOne(), await twoOfOne()];
  await person.byPhone('по номеру');
  await person.byLid('по lid');
  await person.asOne('оба');
  const { clientId = '' } = (await person.conversationOf(person.phone)) ?? {};
  const [merge] = await listMerges(org.scope, clientId);
  const [into, from] = [
    await soleClient(other),
    await org.scope.db.client.findUniqueOrThrow({ where: { id: clientId } }),
  ];
  await org.scope.transaction((tx) => mergeClients(tx, from, into));
  const undoing = undoMerge(org.scope, { clientId, mergeId: merge?.mergeId ?? '' }, org.userId);
  await expect(undoing).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

async function soleClient(person: { phone: string }) {
  return org.scope.transaction((tx) => resolveClient(tx, { phone: person.phone, lid: null, name: null }));
}

test('a client who has too many tags by a merge can lose some, and get no more', async () => {
  const person = await twoOfOne();
  await person.byPhone('по номеру');
  await person.byLid('по lid');
  const tags = (prefix: string) => Array.from({ length: 15 }, (_, n) => `${prefix}${n}`);
  for (const [value, prefix] of [
    [person.phone, 'п'],
    [person.lid, 'л'],
  ] as const) {
    const clientId = (await person.conversationOf(value))?.clientId ?? '';
    await updateClient(org.scope, { clientId, tags: tags(prefix) }, org.userId);
  }
  await person.asOne('оба');
  const { clientId, client } = (await person.conversationOf(person.phone)) ?? { clientId: '' };
  expect(client?.tags).toHaveLength(30);
  const change = (changed: string[]) => updateClient(org.scope, { clientId, tags: changed }, org.userId);
  const fewer = client?.tags.slice(1) ?? [];
  await expect(change([...fewer, 'новая'])).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
  expect((await change(fewer)).tags).toHaveLength(29);
});

test('a number that went to somebody else takes neither conversation nor name nor answers of who had it', async () => {
  const phone = '+996555110090';
  const [hers, his] = ['77700000100090@lid', '77700000100091@lid'];
  const chatId = `${phone.slice(1)}@c.us`;
  await org.receives({ chatId, contact: { phone, lid: hers, name: 'Айгүл' }, content: 'моё' });
  const before = await byIdentity(hers);
  await org.receives({ chatId, contact: { phone, lid: his, name: 'Чолпон' }, content: 'чужое' });

  const after = await byIdentity(his);
  expect(after).toMatchObject({ lastMessagePreview: 'чужое', client: { name: 'Чолпон', phone } });
  expect(after.id).not.toBe(before.id);
  // She is answered by her privacy id, under which her new number will be known as well.
  expect(await byIdentity(hers)).toMatchObject({
    ...{ id: before.id, lastMessagePreview: 'моё', providerChatId: hers },
    client: { id: before.client.id, name: 'Айгүл', phone: null },
  });
  expect((await byIdentity(phone)).id).toBe(after.id);
  const passedOn = { action: 'client.phone_passed_on', targetId: before.client.id } as const;
  expect(await org.scope.db.activity.findMany({ where: passedOn })).toMatchObject([
    { details: { toId: after.client.id } },
  ]);

  await org.receives({ chatId: hers, contact: { phone: '+996555110091', lid: hers, name: 'Айгүл' } });
  expect(await byIdentity(hers)).toMatchObject({ id: before.id, client: { phone: '+996555110091' } });
  // What she wrote from the old number, and is read only now.
  const hourAgo = Date.now() - 3_600_000;
  await org.receives({ chatId, contact: { phone, lid: hers, name: 'Айгүл' }, sentAtMs: hourAgo });
  expect(await byIdentity(phone)).toMatchObject({ id: after.id, client: { phone } });
  expect(await byIdentity(hers)).toMatchObject({ id: before.id, client: { phone: '+996555110091' } });
});

test('a merge that is taken back does not take a number back that has gone to somebody else', async () => {
  const [own, later] = ['+996555110095', '+996555110096'];
  const [hers, his] = ['77700000100095@lid', '77700000100096@lid'];
  const chatOf = (phone: string) => `${phone.slice(1)}@c.us`;
  await org.receives({ chatId: chatOf(own), contact: { phone: own, lid: hers, name: 'Жибек' } });
  await org.receives({ chatId: chatOf(later), contact: { phone: later, lid: null, name: 'Жибек' } });
  const before = await byIdentity(hers);
  expect(before).toMatchObject({ providerChatId: chatOf(own), client: { phone: own } });
  await org.receives({ chatId: chatOf(later), contact: { phone: later, lid: hers, name: 'Жибек' } });
  await org.receives({ chatId: chatOf(own), contact: { phone: own, lid: his, name: 'Эрмек' } });
  await undo((await byIdentity(later)).clientId);
  expect(await byIdentity(hers)).toMatchObject({
    ...{ id: before.id, providerChatId: hers, client: { id: before.clientId, phone: null } },
  });
  expect(await byIdentity(own)).toMatchObject({ client: { name: 'Эрмек', phone: own } });
  expect(await byIdentity(later)).toMatchObject({ providerChatId: chatOf(later), client: { phone: later } });
});

test("a client's own privacy id with another number is their new number", async () => {
  const lid = '77700000100092@lid';
  const from = (phone: string) =>
    org.receives({ chatId: lid, contact: { phone, lid, name: 'Бермет' }, content: phone });
  await from('+996555110092');
  await from('+996555110093');
  expect(await byIdentity(lid)).toMatchObject({
    ...{ lastMessagePreview: '+996555110093', client: { phone: '+996555110093' } },
  });
});

const byIdentity = (value: string) =>
  org.scope.db.conversation.findFirstOrThrow({
    where: { client: { identities: { some: { value } } } },
    include: { client: true },
  });
