import { Prisma } from '@soul-kg-crm/database';
import { newId } from '@soul-kg-crm/shared/ids';
import { waitFor, waitingForLocks } from '@soul-kg-crm/tooling/test-world';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { takeBack } from '../src/broadcasts/take-back.ts';
import { recordAck } from '../src/inbound/record-ack.ts';
import {
  type Audience,
  BROADCAST_WINDOW,
  cancelBroadcast,
  claimMessage,
  createBroadcast,
  dispatchNext,
  editMessage,
  getBroadcast,
  listRecipients,
  logOutChannel,
  pauseBroadcast,
  previewBroadcast,
  queueMessageToPhone,
  reclaimMessage,
  recordFailure,
  recordSent,
  resumeBroadcast,
  retryMessage,
  updateWhatsAppSettings,
} from '../src/index.ts';
import { failOpenMessages } from '../src/outbound/fail-open-messages.ts';
import { type TestOrganization, testOrganization } from './support/organization.ts';

let org: TestOrganization;

beforeAll(async () => {
  org = await testOrganization();
});

beforeEach(async () => {
  await org.scope.db.client.deleteMany();
  await org.scope.db.broadcast.deleteMany();
  await allow(true);
});

afterAll(() => org?.[Symbol.asyncDispose]());

const allow = (enableMassSending: boolean) =>
  updateWhatsAppSettings(org.scope, { patch: { safety: { enableMassSending } }, actorId: null });

async function addClients(count: number, more: { tags?: string[]; phone?: string | null } = {}) {
  const clients = Array.from({ length: count }, (_, n) => ({
    ...{ id: newId(), name: `Клиент ${n}`, phone: `+99655540${String(n).padStart(4, '0')}`, ...more },
  }));
  await org.scope.db.client.createMany({ data: clients });
  const identities = clients.flatMap(({ id: clientId, phone }) =>
    phone === null ? [] : [{ clientId, kind: 'PHONE' as const, value: phone }],
  );
  await org.scope.db.clientIdentity.createMany({ data: identities });
  return clients.map(({ id }) => id);
}

const everybody: Audience = { filter: {} };
const create = (audience: Audience = everybody, isConfirmed = true) =>
  createBroadcast(org.scope, { content: ' Скидки ', audience, actorId: org.userId, isConfirmed });
const command = (broadcastId: string) => ({ broadcastId, actorId: org.userId });
const messages = () => org.scope.db.message.findMany({ orderBy: { id: 'asc' } });
const countsOf = async (id: string) => (await getBroadcast(org.scope, id)).counts;
const leave = () =>
  org.scope.db.message.updateMany({
    where: { status: 'PENDING' },
    data: { status: 'SENT', sentAt: new Date() },
  });

test('a broadcast needs to be allowed, to reach somebody, and to be confirmed when it is large', async () => {
  await allow(false);
  await expect(create()).rejects.toMatchObject({ code: 'MASS_SENDING_OFF' });
  await allow(true);
  await expect(create()).rejects.toMatchObject({ code: 'NO_RECIPIENTS' });
  await addClients(11);
  await expect(create(everybody, false)).rejects.toMatchObject({
    code: 'CONFIRMATION_NEEDED',
    params: { count: 11 },
  });
  expect(await org.scope.db.broadcast.count()).toBe(0);
});

test('what was confirmed is the number that was seen: where there are others by now, nothing is stored', async () => {
  await addClients(3);
  const seen = (await previewBroadcast(org.scope, { audience: everybody })).total;
  await org.scope.db.client.create({ data: { id: newId(), name: 'Новый', phone: '+996555409999' } });
  const confirm = (expectedRecipients: number) =>
    createBroadcast(org.scope, {
      ...{ content: 'Скидки', audience: everybody, actorId: org.userId, isConfirmed: true },
      expectedRecipients,
    });
  await expect(confirm(seen)).rejects.toMatchObject({
    ...{ code: 'RECIPIENTS_CHANGED', params: { count: 4, expected: 3 } },
  });
  expect(await org.scope.db.broadcast.count()).toBe(0);
  expect(await countsOf(await confirm(4))).toMatchObject({ total: 4 });
});

test('nothing is previewed or accepted for a number that was logged out', async () => {
  await addClients(1);
  const { id: channelId } = await org.scope.db.channel.findFirstOrThrow({ where: { isDefault: true } });
  const turn = (desiredState: 'LOGGED_OUT' | 'STOPPED') =>
    org.scope.db.channel.update({ where: { id: channelId }, data: { desiredState } });
  await turn('LOGGED_OUT');
  await expect(create()).rejects.toMatchObject({ code: 'CHANNEL_LOGGED_OUT' });
  await expect(previewBroadcast(org.scope, { audience: everybody, channelId })).rejects.toMatchObject({
    code: 'CHANNEL_LOGGED_OUT',
  });
  await turn('STOPPED');
  expect(await previewBroadcast(org.scope, { audience: everybody })).toMatchObject({ total: 1 });
});

test('clients are chosen by tag, or picked by hand; without a number they are left out', async () => {
  const [first = ''] = await addClients(3);
  await addClients(1, { tags: ['опт'], phone: '+996700111222' });
  await addClients(1, { tags: ['опт'], phone: null });
  const filter = { filter: { tag: 'опт' } };
  const preview = await previewBroadcast(org.scope, { audience: filter });
  expect(preview).toMatchObject({ total: 1, withoutPhone: 1, needsConfirmation: false, durationMs: 0 });
  expect(preview.sample).toMatchObject([{ phone: '+996700111222' }]);
  expect(await countsOf(await create(filter))).toMatchObject({ total: 1 });
  expect(await countsOf(await create({ clientIds: [first] }))).toMatchObject({ total: 1 });
  await expect(create({ clientIds: [first, newId()] })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('who was picked and has become part of another client since gets it as that other one', async () => {
  const [old, phone, lid] = ['+996555409901', '+996555409902', '777000009901@lid'];
  const writes = (contact: { phone: string; lid: string | null }) =>
    org.receives({ chatId: `${contact.phone.slice(1)}@c.us`, contact: { name: 'Азамат', ...contact } });
  const clientWith = (number: string) => org.scope.db.client.findFirstOrThrow({ where: { phone: number } });
  await writes({ phone: old, lid });
  await writes({ phone, lid: null });
  const picked = await clientWith(old);
  // They have another number now, which was known already.
  await writes({ phone, lid });
  expect(await org.scope.db.client.count()).toBe(1);
  const { id } = await clientWith(phone);

  const both: Audience = { clientIds: [picked.id, id] };
  const preview = await previewBroadcast(org.scope, { audience: both });
  expect(preview).toMatchObject({ total: 1, sample: [{ clientId: id, phone }] });
  expect(await countsOf(await create({ clientIds: [picked.id] }))).toMatchObject({ total: 1 });
  await expect(create({ clientIds: [id, newId()] })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('two recipients who turn out to be one person before their turn get it once', async () => {
  await addClients(2);
  const id = await create();
  const lid = '777000009902@lid';
  for (const phone of ['+996555400000', '+996555400001']) {
    await org.receives({
      chatId: lid,
      providerMessageId: `false_${lid}_${phone}`,
      contact: { phone, lid, name: null },
    });
  }
  expect(await org.scope.db.client.count()).toBe(1);
  expect(await dispatchNext(org.scope, id)).toBe(2);
  expect(await org.scope.db.message.count({ where: { direction: 'OUTGOING' } })).toBe(1);
  // Also after a pause, which takes the message back.
  await pauseBroadcast(org.scope, command(id));
  await resumeBroadcast(org.scope, command(id));
  expect(await dispatchNext(org.scope, id)).toBe(1);
  expect(await org.scope.db.message.count({ where: { direction: 'OUTGOING' } })).toBe(1);
  const { items } = await listRecipients(org.scope, { broadcastId: id, limit: 10 });
  expect(items).toMatchObject([{ state: 'WAITING' }, { state: 'FAILED', errorCode: 'SAME_CLIENT' }]);
});

test('the same id again, also at once, is the same broadcast', async () => {
  await addClients(3);
  const broadcastId = newId();
  const input = { broadcastId, content: 'Скидки', audience: everybody, actorId: null, isConfirmed: true };
  const made = await Promise.all([1, 2, 3].map(() => createBroadcast(org.scope, input)));
  expect([...made, await createBroadcast(org.scope, input)]).toEqual(Array(4).fill(broadcastId));
  expect(await org.scope.db.broadcast.count()).toBe(1);
  expect(await countsOf(broadcastId)).toMatchObject({ total: 3 });
});

test('another text, number or choice under the same id is refused, and what was accepted stays as it is', async () => {
  const clientIds = await addClients(3);
  const broadcastId = newId();
  const first = { broadcastId, content: 'Скидки', actorId: null, isConfirmed: true };
  await createBroadcast(org.scope, { ...first, audience: { clientIds } });
  const reversed = { clientIds: clientIds.toReversed() };
  expect(await createBroadcast(org.scope, { ...first, audience: reversed })).toBe(broadcastId);
  const others = [
    { ...first, audience: { clientIds }, content: 'Скидки до пятницы' },
    { ...first, audience: { clientIds: clientIds.slice(1) } },
    { ...first, audience: everybody },
    { ...first, audience: { clientIds }, channelId: newId() },
  ];
  for (const other of others) {
    await expect(createBroadcast(org.scope, other)).rejects.toMatchObject({ code: 'BROADCAST_ID_REUSED' });
  }
  expect(await getBroadcast(org.scope, broadcastId)).toMatchObject({
    content: 'Скидки',
    counts: { total: 3 },
  });
  // One of an earlier version is told by its text.
  await org.scope.db.broadcast.updateMany({ data: { requestHash: null } });
  expect(await createBroadcast(org.scope, { ...first, audience: everybody })).toBe(broadcastId);
});

test('ten thousand recipients are accepted with one job, and nobody is left out', async () => {
  await addClients(10_000);
  await org.announced();
  const id = await create();
  expect((await org.announced()).filter((name) => name === 'broadcast.dispatch')).toHaveLength(1);
  expect(await countsOf(id)).toMatchObject({ total: 10_000, left: 10_000 });
  await addClients(1, { phone: '+996700111222' });
  await expect(create()).rejects.toMatchObject({ code: 'TOO_MANY_RECIPIENTS' });
});

test('only so many wait in the lane; the next ones come as room is made, to the end', async () => {
  await addClients(7);
  const id = await create();
  expect(await dispatchNext(org.scope, id)).toBe(BROADCAST_WINDOW);
  expect(await dispatchNext(org.scope, id)).toBe(0);
  expect(await getBroadcast(org.scope, id)).toMatchObject({ status: 'IN_PROGRESS', counts: { left: 7 } });
  expect(await messages()).toMatchObject(
    Array.from({ length: BROADCAST_WINDOW }, () => ({
      content: 'Скидки',
      priority: 1,
      senderId: org.userId,
    })),
  );
  await leave();
  expect(await dispatchNext(org.scope, id)).toBe(2);
  await leave();
  await dispatchNext(org.scope, id);
  expect(await getBroadcast(org.scope, id)).toMatchObject({
    status: 'COMPLETED',
    counts: { total: 7, sent: 7, left: 0, failed: 0 },
  });
});

test('who cannot be written to yet keeps none of the others waiting, up to fifty', async () => {
  await addClients(60);
  const id = await create();
  const block = () =>
    org.scope.db.message.updateMany({
      where: { status: 'PENDING' },
      data: { errorCode: 'NEW_CHATS_BLOCKED' },
    });
  let taken = 0;
  for (let more = await dispatchNext(org.scope, id); more > 0; more = await dispatchNext(org.scope, id)) {
    taken += more;
    await block();
  }
  expect(taken).toBe(50);
  expect(await countsOf(id)).toMatchObject({ left: 60 });
  await leave();
  expect(await dispatchNext(org.scope, id)).toBe(BROADCAST_WINDOW);
});

test('while WhatsApp answers nothing, a bulk send goes on to ten people at the most', async () => {
  await addClients(30);
  const id = await create();
  const leaveUnknown = () =>
    org.scope.db.message.updateMany({ where: { status: 'PENDING' }, data: { status: 'UNCONFIRMED' } });
  let taken = 0;
  for (let more = await dispatchNext(org.scope, id); more > 0; more = await dispatchNext(org.scope, id)) {
    taken += more;
    await leaveUnknown();
  }
  expect(taken).toBe(10);
  expect(await getBroadcast(org.scope, id)).toMatchObject({ status: 'IN_PROGRESS' });
  await org.scope.db.message.updateMany({ where: { status: 'UNCONFIRMED' }, data: { status: 'SENT' } });
  expect(await dispatchNext(org.scope, id)).toBe(BROADCAST_WINDOW);
});

test('two dispatchers at once make nobody a second message', async () => {
  await addClients(30);
  const id = await create();
  while ((await getBroadcast(org.scope, id)).status !== 'COMPLETED') {
    await Promise.all([1, 2, 3].map(() => dispatchNext(org.scope, id)));
    await leave();
  }
  const sent = await messages();
  expect(sent).toHaveLength(30);
  expect(new Set(sent.map(({ conversationId }) => conversationId)).size).toBe(30);
});

test('a number that is none fails with its reason, and stops nobody', async () => {
  await addClients(1, { phone: '+1' });
  await addClients(1);
  const id = await create();
  await dispatchNext(org.scope, id);
  expect(await countsOf(id)).toMatchObject({ failed: 1, left: 1 });
  const { items } = await listRecipients(org.scope, { broadcastId: id, state: 'FAILED', limit: 10 });
  expect(items).toMatchObject([{ phone: '+1', errorCode: 'INVALID_PHONE', state: 'FAILED' }]);
});

test('a pause takes what has not left out of the lane; after it everybody gets their message once', async () => {
  await addClients(3);
  const id = await create();
  await dispatchNext(org.scope, id);
  const [first] = await messages();
  await claimMessage(org.scope, first?.id ?? '');
  await pauseBroadcast(org.scope, command(id));
  expect(await messages()).toMatchObject([{ id: first?.id, status: 'SENDING' }]);
  expect(await org.scope.db.conversation.count()).toBe(1);
  expect(await dispatchNext(org.scope, id)).toBe(0);
  expect(await countsOf(id)).toMatchObject({ total: 3, left: 3 });

  await resumeBroadcast(org.scope, command(id));
  expect(await dispatchNext(org.scope, id)).toBe(2);
  expect(new Set((await messages()).map(({ conversationId }) => conversationId)).size).toBe(3);
});

test('a text that somebody changed for one recipient outlives a pause', async () => {
  await addClients(2);
  const id = await create();
  await dispatchNext(org.scope, id);
  const withClients = () =>
    org.scope.db.message.findMany({
      orderBy: { id: 'asc' },
      select: { id: true, content: true, conversation: { select: { clientId: true } } },
    });
  const [first, second] = await withClients();
  await editMessage(org.scope, { messageId: first?.id ?? '', content: 'Айгуль, скидки!', actorId: null });
  await pauseBroadcast(org.scope, command(id));
  await resumeBroadcast(org.scope, command(id));
  await dispatchNext(org.scope, id);
  expect(await withClients()).toMatchObject([
    { conversation: first?.conversation, content: 'Айгуль, скидки!' },
    { conversation: second?.conversation, content: 'Скидки' },
  ]);
});

test('a conversation that a message is taken out of shows what it showed before', async () => {
  await org.receives({});
  const before = await org.scope.db.conversation.findFirstOrThrow();
  const id = await create();
  await dispatchNext(org.scope, id);
  await pauseBroadcast(org.scope, command(id));
  const { lastMessagePreview, unreadCount } = await org.scope.db.conversation.findFirstOrThrow();
  expect({ lastMessagePreview, unreadCount }).toEqual({
    lastMessagePreview: before.lastMessagePreview,
    unreadCount: 1,
  });
});

test('a conversation that a message is taken out of shows what becomes of its newest one just then', async () => {
  await addClients(1);
  const before = await create();
  await dispatchNext(org.scope, before);
  const [message] = await messages();
  const { id: messageId = '', channelId = '' } = message ?? {};
  await claimMessage(org.scope, messageId);
  await recordSent(org.scope, messageId, { providerMessageId: 'true_996555400000@c.us_A', ack: 'SENT' });
  const taken = await create();
  await dispatchNext(org.scope, taken);
  const { pausing } = await org.scope.transaction(async (tx) => {
    const ack = { providerMessageId: 'true_996555400000@c.us_A', level: 'READ' } as const;
    await recordAck(tx, { channelId, receivedAt: new Date() }, ack);
    const begun = pauseBroadcast(org.scope, command(taken));
    const waits = waitFor(async () => (await waitingForLocks(org.database.system)) > 0, {
      what: 'the pause',
    });
    await Promise.race([begun, waits]);
    return { pausing: begun };
  });
  await pausing;
  expect(await org.scope.db.conversation.findFirst()).toMatchObject({
    ...{ lastMessageId: messageId, lastMessageStatus: 'READ' },
  });
});

test('a number that is deleted just then shows that what waited on it has failed', async () => {
  await addClients(1);
  const { channelId } = await queueMessageToPhone(org.scope, {
    ...{ to: '+996555400000', content: 'Ответ', sender: 'HUMAN', senderId: org.userId },
  });
  const id = await create();
  await dispatchNext(org.scope, id);
  const open = { channelId, statuses: ['PENDING'] } as const;
  const { ending } = await org.scope.transaction(async (tx) => {
    await takeBack(tx, id);
    const begun = org.scope.transaction((other) => failOpenMessages(other, open, 'CHANNEL_DELETED'));
    await waitFor(async () => (await waitingForLocks(org.database.system)) > 0, {
      what: 'the end of the number',
    });
    return { ending: begun };
  });
  await ending;
  expect(await messages()).toMatchObject([{ content: 'Ответ', status: 'FAILED' }]);
  expect(await org.scope.db.conversation.findFirst()).toMatchObject({
    ...{ lastMessagePreview: 'Ответ', lastMessageStatus: 'FAILED' },
  });
});

test('what is cancelled is not sent any more, and cannot be taken up again', async () => {
  await addClients(7);
  const id = await create();
  await dispatchNext(org.scope, id);
  await cancelBroadcast(org.scope, command(id));
  expect(await messages()).toEqual([]);
  expect(await dispatchNext(org.scope, id)).toBe(0);
  expect(await getBroadcast(org.scope, id)).toMatchObject({ status: 'CANCELLED', counts: { cancelled: 7 } });
  await expect(resumeBroadcast(org.scope, command(id))).rejects.toMatchObject({ code: 'BROADCAST_STATUS' });
  const actions = await org.scope.db.activity.findMany({ where: { targetId: id }, orderBy: { id: 'asc' } });
  expect(actions.map(({ action }) => action)).toEqual(['broadcast.created', 'broadcast.cancelled']);
});

/** Two messages of a broadcast that were leaving when it was stopped, and did not leave: one was told so, one was looked for. */
async function stopWhileLeaving(stop: (id: string) => Promise<void>) {
  await addClients(2);
  const id = await create();
  await dispatchNext(org.scope, id);
  const [refused, lost] = (await messages()).map((message) => message.id);
  for (const one of [refused, lost]) await claimMessage(org.scope, one ?? '');
  await stop(id);
  const report = { failure: 'notSent', code: 'REJECTED', message: '' } as const;
  const status = await recordFailure(org.scope, refused ?? '', report);
  expect(await reclaimMessage(org.scope, lost ?? '')).toEqual({ kind: 'none' });
  return { id, refused: refused ?? '', status };
}

test('what was leaving when its broadcast was cancelled, and did not leave, stays; a person may send it all the same', async () => {
  const { refused, status } = await stopWhileLeaving((id) => cancelBroadcast(org.scope, command(id)));
  expect(status).toBe('FAILED');
  const cancelled = { status: 'FAILED', errorCode: 'CANCELLED' };
  expect(await messages()).toMatchObject([cancelled, cancelled]);
  await retryMessage(org.scope, refused);
  expect(await claimMessage(org.scope, refused)).toMatchObject({ kind: 'send' });
  expect(await reclaimMessage(org.scope, refused)).toMatchObject({ kind: 'send' });
});

test('what was leaving when its broadcast was paused, and did not leave, waits until it goes on', async () => {
  const { id } = await stopWhileLeaving((broadcastId) => pauseBroadcast(org.scope, command(broadcastId)));
  expect(await messages()).toEqual([]);
  expect(await countsOf(id)).toMatchObject({ total: 2, left: 2 });
  expect(await org.scope.db.broadcastRecipient.count({ where: { takenAt: null } })).toBe(2);
  await resumeBroadcast(org.scope, command(id));
  expect(await dispatchNext(org.scope, id)).toBe(2);
  for (const message of await messages()) {
    expect(await claimMessage(org.scope, message.id)).toMatchObject({ kind: 'send' });
    expect(await reclaimMessage(org.scope, message.id)).toMatchObject({ kind: 'send' });
  }
});

test('a broadcast pauses itself when bulk sending is switched off, and says why', async () => {
  await addClients(3);
  const id = await create();
  await dispatchNext(org.scope, id);
  await allow(false);
  await dispatchNext(org.scope, id);
  expect(await getBroadcast(org.scope, id)).toMatchObject({
    status: 'PAUSED',
    errorCode: 'MASS_SENDING_OFF',
  });
  expect(await messages()).toEqual([]);
  expect(await org.scope.db.activity.findFirst({ where: { action: 'broadcast.stopped' } })).toMatchObject({
    ...{ actorId: null, targetId: id, details: { reason: 'MASS_SENDING_OFF' } },
  });
  await expect(resumeBroadcast(org.scope, command(id))).rejects.toMatchObject({ code: 'MASS_SENDING_OFF' });
});

test('a number that is logged out while messages are made costs nobody theirs', async () => {
  const [clientId] = await addClients(3);
  const id = await create();
  let dispatched: Promise<unknown> | undefined;
  await org.scope.transaction(async (tx) => {
    await tx.raw(Prisma.sql`SELECT id FROM clients WHERE id = ${clientId}::uuid FOR UPDATE`);
    dispatched = dispatchNext(org.scope, id).catch(() => null);
    await waitFor(async () => (await waitingForLocks(org.database.system)) > 0, {
      what: 'the dispatcher waits for the client',
    });
    await logOutChannel(org.scope, { channelId: org.channelId, actorId: null });
  });
  await dispatched;
  expect(await countsOf(id)).toMatchObject({ left: 3, failed: 0 });
  await dispatchNext(org.scope, id);
  const stopped = { status: 'PAUSED', errorCode: 'CHANNEL_LOGGED_OUT' };
  expect(await getBroadcast(org.scope, id)).toMatchObject(stopped);
  await org.scope.db.channel.updateMany({ data: { desiredState: 'RUNNING' } });
  await resumeBroadcast(org.scope, command(id));
  expect(await dispatchNext(org.scope, id)).toBe(3);
});

test('a message that is gone with its conversation is not sent again', async () => {
  await addClients(1);
  const id = await create();
  await dispatchNext(org.scope, id);
  await leave();
  await org.scope.db.conversation.deleteMany();
  await dispatchNext(org.scope, id);
  expect(await messages()).toEqual([]);
  const { items } = await listRecipients(org.scope, { broadcastId: id, limit: 10 });
  expect(items).toMatchObject([{ state: 'FAILED', errorCode: 'MESSAGE_GONE' }]);
});

test('what stands in the lane waits; what somebody has taken to send it is being sent', async () => {
  await addClients(3);
  const id = await create();
  await dispatchNext(org.scope, id);
  const [first] = await messages();
  await claimMessage(org.scope, first?.id ?? '');
  const statesOf = async (state?: 'WAITING' | 'SENDING') =>
    (await listRecipients(org.scope, { broadcastId: id, limit: 10, state })).items.map((item) => item.state);
  expect(await statesOf()).toEqual(['SENDING', 'WAITING', 'WAITING']);
  expect(await statesOf('WAITING')).toHaveLength(2);
  expect(await countsOf(id)).toMatchObject({ total: 3, left: 3 });
});

test('recipients are read page by page, in their order', async () => {
  await addClients(5);
  const id = await create();
  const first = await listRecipients(org.scope, { broadcastId: id, limit: 3 });
  const cursor = first.nextCursor ?? '';
  const second = await listRecipients(org.scope, { broadcastId: id, limit: 3, cursor });
  expect([...first.items, ...second.items].map(({ position }) => position)).toEqual([1, 2, 3, 4, 5]);
  expect(second.nextCursor).toBeNull();
  await expect(listRecipients(org.scope, { broadcastId: id, limit: 3, cursor: 'x' })).rejects.toMatchObject({
    code: 'VALIDATION_FAILED',
  });
});
