import { newId } from '@soul-kg-crm/shared/ids';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectChannel } from '../src/channels/connect-channel.ts';
import { createChannel, MAX_CHANNELS } from '../src/channels/create-channel.ts';
import { deleteChannel } from '../src/channels/delete-channel.ts';
import { getSession, listSessions, listTransitions } from '../src/channels/list-sessions.ts';
import { recordLoggedOut } from '../src/channels/record-logged-out.ts';
import { recordSessionFacts } from '../src/channels/record-session-facts.ts';
import { recordSessionState } from '../src/channels/record-session-state.ts';
import { whyUnanswerable } from '../src/channels/require-answerable.ts';
import { ownerOf, reasonOf } from '../src/channels/session-reason.ts';
import { sessionOf } from '../src/channels/sessions.ts';
import { disconnectChannel, logOutChannel } from '../src/channels/stop-channel.ts';
import { updateChannel } from '../src/channels/update-channel.ts';
import { listWorkers, moveChannel } from '../src/channels/workers.ts';
import { getConversation } from '../src/conversations/get-conversation.ts';
import { queueMessage } from '../src/outbound/queue-message.ts';
import { recordFailure } from '../src/outbound/record-failure.ts';
import { type TestOrganization, testOrganization } from './support/organization.ts';

let org: TestOrganization;
let actorId: string;

beforeAll(async () => {
  org = await testOrganization();
  actorId = org.userId;
});

afterAll(() => org?.[Symbol.asyncDispose]());

const create = (name: string) => createChannel(org.scope, { name, actorId });
const actions = async (targetId: string) =>
  (await org.scope.db.activity.findMany({ where: { targetId }, orderBy: { id: 'asc' } })).map(
    ({ action }) => action,
  );

async function addWorker(heartbeatAt = new Date(), more = {}): Promise<string> {
  const id = newId();
  await org.database.system.worker.create({
    data: { id, name: `worker-${id.slice(-4)}`, capacity: 5, heartbeatAt, ...more },
  });
  return id;
}

test('a further number waits to be connected, belongs to the first company, and does not become the default one', async () => {
  await org.announced();
  const channelId = await create('Доставка');
  const channel = await getSession(org.scope, channelId);
  expect(channel).toMatchObject({ name: 'Доставка', isDefault: false, company: { name: 'Test' } });
  expect(channel.whatsAppSession?.status).toBe('DISCONNECTED');
  expect(await org.announced()).toEqual(['session.updated']);
  expect(await actions(channelId)).toEqual(['channel.create']);
  expect((await listSessions(org.scope)).map(({ id }) => id)).toEqual([org.channelId, channelId]);
});

test('linking by a code typed on the phone; back to a scanned one while it is waited for', async () => {
  const channelId = await create('Код');
  await connectChannel(org.scope, { channelId, actorId, pairingPhone: '+996 555 12-34-56' });
  expect(await sessionOf(org.scope, channelId)).toMatchObject({
    status: 'CONNECTING',
    pairingPhone: '+996555123456',
  });
  const shown = { status: 'QR_CODE_PENDING', qrCode: 'text', expiresInMs: 60_000 } as const;
  await recordSessionState(org.scope, channelId, { ...shown, pairingCode: 'ABCD1234' });
  await org.announced();
  await connectChannel(org.scope, { channelId, actorId });
  expect(await sessionOf(org.scope, channelId)).toMatchObject({
    ...{ status: 'QR_CODE_PENDING', qrCode: 'text', pairingPhone: null, pairingCode: null },
  });
  expect(await org.announced()).toEqual(['channel.desired-state', 'session.updated']);
  await expect(connectChannel(org.scope, { channelId, actorId, pairingPhone: '12' })).rejects.toMatchObject({
    ...{ code: 'INVALID_PHONE', params: { reason: 'TOO_SHORT' } },
  });
});

test('no code is asked for to be typed on a phone that another number here is linked to: it would be unlinked there', async () => {
  const linked = await create('Зал');
  await recordConnected(linked, '+996555777001');
  const channelId = await create('Касса');
  const ask = (pairingPhone: string) => connectChannel(org.scope, { channelId, actorId, pairingPhone });
  await expect(ask('+996 555 77-70-01')).rejects.toMatchObject({
    ...{ code: 'NUMBER_CONNECTED', params: { name: 'Зал' } },
  });
  expect((await sessionOf(org.scope, channelId)).channel.desiredState).not.toBe('RUNNING');
  // Nor once a code to scan stands there.
  await connectChannel(org.scope, { channelId, actorId });
  await expect(ask('+996555777001')).rejects.toMatchObject({ code: 'NUMBER_CONNECTED' });
  expect((await ask('+996555777002')).pairingPhone).toBe('+996555777002');
  await logOutChannel(org.scope, { channelId: linked, actorId });
  await recordLoggedOut(org.scope, linked, { isTold: true, wasAccepted: true });
  expect((await ask('+996555777001')).pairingPhone).toBe('+996555777001');
});

test('a number that logs out cannot be answered through until it is connected again', async () => {
  const { conversationId } = await conversationOn(await create('Выход'));
  const { channelId } = await org.scope.db.conversation.findUniqueOrThrow({ where: { id: conversationId } });
  await recordConnected(channelId);
  await logOutChannel(org.scope, { channelId, actorId });
  const answer = () =>
    queueMessage(org.scope, { conversationId, content: 'Да', sender: 'HUMAN', senderId: actorId });
  await expect(answer()).rejects.toMatchObject({ code: 'CHANNEL_LOGGED_OUT' });
  // To disconnect meanwhile must not cancel the log-out.
  await disconnectChannel(org.scope, { channelId, actorId });
  expect((await sessionOf(org.scope, channelId)).channel.desiredState).toBe('LOGGED_OUT');
  await recordLoggedOut(org.scope, channelId, { isTold: true, wasAccepted: true });
  await expect(answer()).rejects.toMatchObject({ code: 'CHANNEL_LOGGED_OUT' });
  await connectChannel(org.scope, { channelId, actorId });
  expect(await answer()).toMatchObject({ status: 'PENDING' });
});

test('a number that logs out is not connected before that is done, or its old login would come back', async () => {
  const channelId = await create('Передумал');
  await recordConnected(channelId);
  await logOutChannel(org.scope, { channelId, actorId });
  await expect(connectChannel(org.scope, { channelId, actorId })).rejects.toMatchObject({
    code: 'CHANNEL_LOGGING_OUT',
  });
  expect((await sessionOf(org.scope, channelId)).channel.desiredState).toBe('LOGGED_OUT');
  await recordLoggedOut(org.scope, channelId, { isTold: true, wasAccepted: true });
  await connectChannel(org.scope, { channelId, actorId });
  // Told again, by a worker that took over: the channel stays wanted.
  await recordLoggedOut(org.scope, channelId, { isTold: true, wasAccepted: true });
  expect((await sessionOf(org.scope, channelId)).channel.desiredState).toBe('RUNNING');
});

test('a log-out that WhatsApp did not confirm is remembered as that', async () => {
  const channelId = await create('Без связи');
  await recordConnected(channelId);
  await logOutChannel(org.scope, { channelId, actorId });
  await recordLoggedOut(org.scope, channelId, { isTold: false, wasAccepted: true });
  expect(await sessionOf(org.scope, channelId)).toMatchObject({
    ...{ status: 'DISCONNECTED', errorCode: 'LOGGED_OUT', errorMessage: 'LOGOUT_UNCONFIRMED' },
  });
  const log = await org.scope.db.activity.findFirstOrThrow({
    where: { action: 'channel.logged_out', targetId: channelId },
  });
  expect(log.details).toEqual({ reason: 'LOGOUT_UNCONFIRMED' });
});

test('a log-out is unconfirmed while a login is stored that nobody told WhatsApp of, however often it is begun', async () => {
  const unheard = { isTold: false, wasAccepted: false };
  const messageOf = async (channelId: string) => (await sessionOf(org.scope, channelId)).errorMessage;
  const stored = await create('Сохранённый');
  await org.scope.db.whatsAppSessionArchive.create({ data: { ...ARCHIVE, channelId: stored } });
  await logOutChannel(org.scope, { channelId: stored, actorId });
  await recordLoggedOut(org.scope, stored, unheard);
  expect(await messageOf(stored)).toBe('LOGOUT_UNCONFIRMED');
  expect(await org.scope.db.whatsAppSessionArchive.count({ where: { channelId: stored } })).toBe(0);

  const refused = await create('Отвергнутый');
  const rejectedAt = new Date();
  await org.scope.db.whatsAppSessionArchive.create({ data: { ...ARCHIVE, channelId: refused, rejectedAt } });
  await logOutChannel(org.scope, { channelId: refused, actorId });
  await recordLoggedOut(org.scope, refused, unheard);
  expect(await messageOf(refused)).toBeNull();
});

test('a file that was not fetched when its number is logged out has failed with that reason, and only that one', async () => {
  const media = { mimeType: 'image/jpeg', fileName: null, size: 9, width: 3, height: 3, durationMs: null };
  await org.receives({ kind: 'IMAGE', content: 'фото', media });
  const waiting = await org.scope.db.message.findFirstOrThrow({ where: { content: 'фото' } });
  await org.receives({ isFromMe: true, kind: 'IMAGE', content: 'с телефона', media });
  const other = await create('Без файлов');
  await recordConnected(other);
  await logOutChannel(org.scope, { channelId: other, actorId });
  await recordLoggedOut(org.scope, other, { isTold: true, wasAccepted: true });
  const file = () => org.scope.db.mediaFile.findUniqueOrThrow({ where: { id: waiting.mediaId ?? '' } });
  expect(await file()).toMatchObject({ status: 'PENDING' });
  await logOutChannel(org.scope, { channelId: org.channelId, actorId });
  await org.announced();
  await recordLoggedOut(org.scope, org.channelId, { isTold: true, wasAccepted: true });
  expect(await file()).toMatchObject({ status: 'FAILED', errorMessage: 'LOGGED_OUT_BEFORE_FILE' });
  expect(await org.announced()).toContain('messages.updated');
  expect(await org.scope.db.mediaFile.count({ where: { status: 'PENDING' } })).toBe(0);
  // Its event waited until after the log-out.
  await org.receives({ kind: 'IMAGE', content: 'позже', media });
  expect(await org.announced()).not.toContain('media.download');
  const late = { include: { media: true }, where: { content: 'позже' } } as const;
  expect((await org.scope.db.message.findFirstOrThrow(late)).media).toMatchObject({
    ...{ status: 'FAILED', errorMessage: 'LOGGED_OUT_BEFORE_FILE' },
  });
  await connectChannel(org.scope, { channelId: org.channelId, actorId });
});

test('the default number is deleted only when another one takes over; its conversation stays readable', async () => {
  const second = await create('Вторая');
  const { conversationId } = await conversationOn(org.channelId);
  const draft = { conversationId, content: 'Ждёт', sender: 'HUMAN', senderId: actorId } as const;
  const waiting = await queueMessage(org.scope, draft);
  const deletion = { channelId: org.channelId, actorId };
  await expect(deleteChannel(org.scope, deletion)).rejects.toMatchObject({ code: 'CHANNEL_IS_DEFAULT' });
  await deleteChannel(org.scope, { ...deletion, newDefaultChannelId: second });
  expect((await sessionOf(org.scope)).channelId).toBe(second);
  await expect(getSession(org.scope, org.channelId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(connectChannel(org.scope, deletion)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(queueMessage(org.scope, draft)).rejects.toMatchObject({ code: 'CHANNEL_DELETED' });
  expect(whyUnanswerable((await getConversation(org.scope, conversationId)).channel)).toBe('CHANNEL_DELETED');
  expect(await org.scope.db.message.findUnique({ where: { id: waiting.id } })).toMatchObject({
    ...{ status: 'FAILED', errorCode: 'CHANNEL_DELETED' },
  });
  // Its worker still reports what became of the log-out.
  await recordLoggedOut(org.scope, org.channelId, { isTold: true, wasAccepted: true });
});

test('a number with thousands of waiting messages is deleted; what is being sent ends with its log-out', async () => {
  const channelId = await create('Полная');
  const { conversationId } = await conversationOn(channelId);
  const base = { channelId, conversationId, direction: 'OUTGOING', sender: 'HUMAN' } as const;
  await org.scope.db.message.createMany({
    data: Array.from({ length: 5_000 }, () => ({ ...base, id: newId() })),
  });
  const add = async (status: 'SENDING' | 'UNCONFIRMED') =>
    (await org.scope.db.message.create({ data: { ...base, id: newId(), status } })).id;
  const [sending, lost, open] = [await add('SENDING'), await add('SENDING'), await add('UNCONFIRMED')];
  const shown = { lastMessageId: open, lastMessageStatus: 'UNCONFIRMED' } as const;
  await org.scope.db.conversation.update({ where: { id: conversationId }, data: shown });
  await org.announced();

  await deleteChannel(org.scope, { channelId, actorId });
  const failed = { channelId, status: 'FAILED', errorCode: 'CHANNEL_DELETED' } as const;
  expect(await org.scope.db.message.count({ where: failed })).toBe(5_000);
  expect((await org.announced()).filter((name) => name === 'messages.updated')).toHaveLength(10);

  const report = { code: 'NOT_CONNECTED', message: '', isChannelAway: true };
  expect(await recordFailure(org.scope, sending, { ...report, failure: 'notSent' })).toBe('FAILED');
  expect(await recordFailure(org.scope, lost, { ...report, failure: 'unknown' })).toBe('FAILED');
  await recordLoggedOut(org.scope, channelId, { isTold: true, wasAccepted: true });
  const rows = await org.scope.db.message.findMany({
    where: { id: { in: [sending, lost, open] } },
    orderBy: { id: 'asc' },
  });
  expect(rows.map(({ status, errorCode }) => [status, errorCode])).toEqual([
    ['FAILED', 'CHANNEL_DELETED'],
    ['FAILED', 'OUTCOME_UNKNOWN'],
    ['FAILED', 'OUTCOME_UNKNOWN'],
  ]);
  expect((await getConversation(org.scope, conversationId)).lastMessageStatus).toBe('FAILED');
});

test('renaming and making default are written to the log', async () => {
  const channelId = await create('Старое имя');
  await updateChannel(org.scope, { channelId, actorId, name: 'Новое имя', isDefault: true });
  expect(await sessionOf(org.scope)).toMatchObject({ channelId, channel: { name: 'Новое имя' } });
  expect(await actions(channelId)).toEqual(['channel.create', 'channel.rename', 'channel.make_default']);
  expect((await listSessions(org.scope)).filter(({ isDefault }) => isDefault)).toHaveLength(1);
});

test('a number is moved to a worker that lives; dead and stopping ones are not offered', async () => {
  const live = await addWorker();
  await addWorker(new Date(Date.now() - 60_000));
  await addWorker(new Date(), { isStopping: true });
  expect((await listWorkers(org.scope)).map(({ id }) => id)).toEqual([live]);
  const channelId = await create('Переезд');
  await moveChannel(org.scope, { channelId, actorId, workerId: live });
  const lease = () => org.database.system.channelLease.findUnique({ where: { channelId } });
  expect(await lease()).toMatchObject({ preferredWorkerId: live, generation: 0n });
  await moveChannel(org.scope, { channelId, actorId, workerId: null });
  expect(await lease()).toMatchObject({ preferredWorkerId: null });
  const gone = moveChannel(org.scope, { channelId, actorId, workerId: newId() });
  await expect(gone).rejects.toMatchObject({ code: 'WORKER_AWAY' });
});

test('a number that nobody runs says so after half a minute', async () => {
  const channelId = await create('Ничья');
  await connectChannel(org.scope, { channelId, actorId });
  const channel = await getSession(org.scope, channelId);
  const later = new Date(Date.now() + 31_000);
  expect([reasonOf(channel, new Date()), reasonOf(channel, later)]).toEqual([null, 'NO_WORKER']);
  const workerId = await addWorker();
  const expiresAt = new Date(Date.now() + 60_000);
  await org.database.system.channelLease.create({ data: { channelId, workerId, generation: 1, expiresAt } });
  const taken = await getSession(org.scope, channelId);
  expect(reasonOf(taken, later)).toBeNull();
  expect(ownerOf(taken, later)).toMatch(/^worker-/);
});

test('a number whose code nobody scanned says that, and not that it waits for a worker', async () => {
  const channelId = await create('Без телефона');
  await connectChannel(org.scope, { channelId, actorId });
  const unscanned = { status: 'DISCONNECTED', reason: 'CODE_NOT_SCANNED', detail: null } as const;
  await recordSessionState(org.scope, channelId, unscanned);
  const later = new Date(Date.now() + 31_000);
  expect(reasonOf(await getSession(org.scope, channelId), later)).toBe('CODE_NOT_SCANNED');
  await connectChannel(org.scope, { channelId, actorId });
  expect(reasonOf(await getSession(org.scope, channelId), later)).toBe('NO_WORKER');
});

test('what happens to a number on its phone is in the activity log, once', async () => {
  const channelId = await create('С телефоном');
  await recordConnected(channelId);
  const ended = (reason: string) => ({ status: 'DISCONNECTED', reason, detail: null }) as const;
  await recordSessionState(org.scope, channelId, ended('NETWORK_AWAY'));
  await recordSessionState(org.scope, channelId, ended('LOGGED_OUT'));
  await recordSessionState(org.scope, channelId, { status: 'CONNECTING' });
  const code = { status: 'QR_CODE_PENDING', qrCode: 'x', expiresInMs: 20_000 } as const;
  await recordSessionState(org.scope, channelId, code);
  await recordSessionState(org.scope, channelId, ended('CODE_NOT_SCANNED'));
  await connectChannel(org.scope, { channelId, actorId });
  await recordSessionState(org.scope, channelId, code);
  await recordSessionState(org.scope, channelId, ended('CODE_NOT_SCANNED'));
  const found = await org.scope.db.activity.findMany({
    where: { targetId: channelId, actorId: null },
    orderBy: { id: 'asc' },
  });
  expect(found.map(({ action }) => action)).toEqual([
    'channel.connected',
    'channel.unlinked',
    'channel.code_not_scanned',
  ]);
});

test('the history comes page by page, newest first', async () => {
  const channelId = await create('История');
  await connectChannel(org.scope, { channelId, actorId });
  await recordSessionState(org.scope, channelId, { status: 'CONNECTING' }, { workerName: 'w1' });
  await recordConnected(channelId);
  const lost = { status: 'ERROR', reason: 'BLOCKED', detail: null } as const;
  await recordSessionState(org.scope, channelId, lost);
  const first = await listTransitions(org.scope, { channelId, limit: 1 });
  expect(first.items).toMatchObject([{ status: 'ERROR', reason: 'BLOCKED' }]);
  const rest = await listTransitions(org.scope, {
    ...{ channelId, limit: 50, cursor: first.nextCursor ?? undefined },
  });
  expect(rest.items[0]?.status).toBe('CONNECTED');
  expect(rest.nextCursor).toBeNull();
});

test('where another phone is linked, the number and the log say which number it was before', async () => {
  const { scope } = org;
  const channelId = await create('Сменный');
  const linked = async (phoneNumber: string, linkedAtMs: number) => {
    await connectChannel(scope, { channelId, actorId });
    await recordSessionState(scope, channelId, {
      ...{ status: 'CONNECTED', phoneNumber, pushName: null, linkedAtMs },
    });
    return scope.db.whatsAppSession.findFirstOrThrow({ where: { channelId } });
  };
  const logged = () =>
    scope.db.activity.findMany({ where: { action: 'channel.number_changed', targetId: channelId } });
  const [A, B] = ['+996700900001', '+996700900002'];
  expect(await linked(A, 1_000)).toMatchObject({ formerNumber: null });
  // The same phone, or one whose number is not told yet.
  expect(await linked(A, 2_000)).toMatchObject({ formerNumber: null });
  expect(await linked('', 3_000)).toMatchObject({ formerNumber: null, phoneNumber: A });
  expect(await logged()).toEqual([]);
  const changed = { phoneNumber: B, formerNumber: A, accountSince: new Date(4_000) };
  expect(await linked(B, 4_000)).toMatchObject(changed);
  expect(await linked(B, 5_000)).toMatchObject(changed);
  expect(await logged()).toMatchObject([{ details: { from: A, to: B } }]);
});

test('another phone may write to new people, whatever WhatsApp allowed the number before', async () => {
  const { scope } = org;
  const channelId = await create('Ограниченный');
  const linked = async (phoneNumber: string) => {
    await connectChannel(scope, { channelId, actorId });
    await recordSessionState(scope, channelId, { status: 'CONNECTED', phoneNumber, pushName: null });
    return scope.db.whatsAppSession.findFirstOrThrow({ where: { channelId } });
  };
  await linked('+996700900003');
  const newChats = { blockedUntil: new Date(Date.now() + 3_600_000), quota: 5, used: 5 };
  await recordSessionFacts(scope, channelId, { newChats });
  const kept = { newChatsBlockedUntil: newChats.blockedUntil, newChatsQuota: 5, newChatsUsed: 5 };
  expect(await linked('+996700900003')).toMatchObject(kept);
  expect(await linked('')).toMatchObject(kept);
  const forgotten = { newChatsBlockedUntil: null, newChatsQuota: null, newChatsUsed: null };
  expect(await linked('+996700900004')).toMatchObject(forgotten);
});

test('twenty numbers at the most, also when many are added at once', async () => {
  await Promise.allSettled(Array.from({ length: MAX_CHANNELS }, (_, index) => create(`Номер ${index}`)));
  expect(await listSessions(org.scope)).toHaveLength(MAX_CHANNELS);
  await expect(create('Лишний')).rejects.toMatchObject({ code: 'TOO_MANY_CHANNELS' });
});

let numbers = 0;

async function recordConnected(channelId: string, number = nextNumber()): Promise<void> {
  await connectChannel(org.scope, { channelId, actorId });
  const connected = { status: 'CONNECTED', phoneNumber: number, pushName: null } as const;
  await recordSessionState(org.scope, channelId, connected);
}

function nextNumber(): string {
  numbers += 1;
  return `+9967000000${String(numbers).padStart(2, '0')}`;
}

async function conversationOn(channelId: string): Promise<{ conversationId: string }> {
  const { db } = org.scope;
  const client = await db.client.create({ data: { id: newId(), name: 'Нурлан' } });
  const conversationId = newId();
  const providerChatId = '996555000111@c.us';
  await db.conversation.create({
    data: { id: conversationId, channelId, clientId: client.id, providerChatId },
  });
  return { conversationId };
}

/** A stored login, as far as the log-out looks at it. */
const ARCHIVE = {
  ...{ generation: 1n, leaseGeneration: 1n, bytes: new Uint8Array(1) },
  ...{ keyId: 'key', size: 1, checksum: '', contentHash: '' },
};
