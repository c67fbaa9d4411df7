import { newId } from '@soul-kg-crm/shared/ids';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  listActivity,
  listPeople,
  recordActivity,
  updateAgentSettings,
  updateChannel,
  updateClient,
  updateConversation,
  updateWhatsAppSettings,
} from '../src/index.ts';
import { type TestOrganization, testOrganization } from './support/organization.ts';

let org: TestOrganization;

beforeAll(async () => {
  org = await testOrganization();
});

afterAll(() => org?.[Symbol.asyncDispose]());

const newest = async (query: Partial<Parameters<typeof listActivity>[1]> = {}) =>
  (await listActivity(org.scope, { limit: 100, ...query })).items;

test('an entry says who did what to what, by name', async () => {
  const { channelId, userId: actorId } = org;
  await updateChannel(org.scope, { channelId, actorId, name: 'Магазин' });
  const [entry] = await newest();
  expect(entry).toMatchObject({
    actor: { id: actorId, name: 'Айзада' },
    action: 'channel.rename',
    target: { type: 'channel', id: channelId, name: 'Магазин', isGone: false },
    details: { to: 'Магазин' },
  });
  expect(await listPeople(org.scope)).toEqual([{ id: actorId, name: 'Айзада', isGone: false }]);
});

test('of a message and of a conversation it says whose they are, and to whom they were given', async () => {
  await org.receives({ content: 'Есть размер 42?' });
  const conversation = await org.scope.db.conversation.findFirstOrThrow({ include: { client: true } });
  const { id: conversationId, client, lastMessageId: messageId } = conversation;
  await updateConversation(org.scope, { conversationId, assigneeId: org.userId }, org.userId);
  await org.scope.transaction((tx) =>
    recordActivity(tx, {
      ...{ actorId: null, action: 'message.edited', targetType: 'message', targetId: messageId ?? '' },
    }),
  );
  const [edited, given] = await newest();
  expect(edited).toMatchObject({ actor: null, target: { name: client.name, conversationId, isGone: false } });
  expect(given).toMatchObject({
    target: { type: 'conversation', name: client.name, conversationId },
    details: { assigneeId: org.userId, assigneeName: 'Айзада' },
  });
});

test('whose doings can be asked for: who belongs here first, then who has left, and nobody of elsewhere', async () => {
  const person = async (name: string) => {
    const id = newId();
    await org.database.system.user.create({ data: { id, name, email: `${id}@example.com` } });
    return id;
  };
  const [gone, silent] = [await person('Азамат'), await person('Яна')];
  await person('Чужой');
  const { organizationId } = org.scope;
  await org.database.system.member.create({ data: { organizationId, userId: silent, role: 'AGENT' } });
  const { activity } = org.scope.db;
  for (const actorId of [gone, gone, newId(), null])
    await activity.create({ data: { actorId, action: 'client.updated', targetType: 'client' } });
  expect(await listPeople(org.scope)).toEqual([
    { id: org.userId, name: 'Айзада', isGone: false },
    { id: silent, name: 'Яна', isGone: false },
    { id: gone, name: 'Азамат', isGone: true },
  ]);
});

test('what is gone has no name, and one unreadable row does not spoil the page', async () => {
  const { activity } = org.scope.db;
  const row = { actorId: newId(), action: 'client.updated', targetType: 'client' };
  await activity.create({ data: { ...row, targetId: newId() } });
  await activity.create({ data: { ...row, targetId: 'not an id', details: { assigneeId: 7 } } });
  await activity.create({ data: { ...row, action: 'something.newer', details: [] } });
  for (const entry of (await newest()).slice(0, 3)) {
    expect(entry).toMatchObject({ actor: { name: null }, target: { name: null, isGone: true } });
  }
});

test('no text that somebody wrote is shown: neither a note nor a prepared answer', async () => {
  const client = await org.scope.db.client.findFirstOrThrow();
  await updateClient(org.scope, { clientId: client.id, notes: 'тайна' }, org.userId);
  const from = { id: newId(), name: 'Нурлан', phone: '+996555000222', notes: 'тайна', tags: [] };
  const merged = {
    actorId: null,
    action: 'client.merged',
    targetType: 'client',
    targetId: client.id,
  } as const;
  await org.scope.transaction((tx) =>
    recordActivity(tx, { ...merged, details: { from, messageIds: [newId()], createdAt: 'x' } }),
  );
  const answers = [{ keywords: ['цена'], text: 'тайна' }];
  await updateAgentSettings(org.scope, { patch: { answers }, actorId: org.userId });
  const [settings, merge, change] = await newest();
  expect(settings?.details).toMatchObject({ before: { answers: 0 }, after: { answers: 1 } });
  expect(merge?.details).toEqual({ from: { id: from.id, name: from.name, phone: from.phone } });
  expect(change?.details).toEqual({ fields: ['notes'] });
  expect(JSON.stringify(await newest())).not.toContain('тайна');
});

test('a page goes on where the one before ended, also among entries of one moment', async () => {
  const createdAt = new Date('2026-01-01T00:00:00.000Z');
  const row = { action: 'channel.connect', targetType: 'channel', targetId: org.channelId, createdAt };
  await org.scope.db.activity.createMany({ data: Array.from({ length: 5 }, () => row) });
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listActivity(org.scope, { limit: 2, cursor });
    seen.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  expect(seen).toEqual((await newest()).map(({ id }) => id));
  expect(new Set(seen).size).toBe(seen.length);
});

test('it is asked for by person, kind, target and time', async () => {
  const { userId: actorId, channelId } = org;
  await updateWhatsAppSettings(org.scope, { patch: { rateLimiting: { messagesPerMinute: 15 } }, actorId });
  const settings = await newest({ group: 'settings', actorId });
  expect(new Set(settings.map(({ action }) => action))).toEqual(
    new Set(['settings.whatsapp_updated', 'settings.agents_updated']),
  );
  expect(settings[0]?.details).toMatchObject({
    before: { rateLimiting: { messagesPerMinute: 10 } },
    after: { rateLimiting: { messagesPerMinute: 15 } },
  });
  const ofChannel = await newest({ targetType: 'channel', targetId: channelId });
  expect(ofChannel.map(({ target }) => target.id)).toEqual(ofChannel.map(() => channelId));
  expect(ofChannel.length).toBe(6);
  const to = new Date('2026-01-01T00:00:00.001Z');
  expect(await newest({ from: new Date('2026-01-01T00:00:00.000Z'), to })).toHaveLength(5);
  expect(await newest({ to: new Date('2026-01-01T00:00:00.000Z') })).toEqual([]);
  expect(await newest({ actorId: newId() })).toEqual([]);
});

test('another organisation’s log is not there', async () => {
  const other = org.database.forOrganization(newId());
  expect(await listActivity(other, { limit: 100 })).toEqual({ items: [], nextCursor: null });
});
