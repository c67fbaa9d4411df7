import { newId } from '@soul-kg-crm/shared/ids';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordSessionState } from '../src/channels/record-session-state.ts';
import { sessionOf } from '../src/channels/sessions.ts';
import { processInboundEvent } from '../src/inbound/process-inbound-event.ts';
import { storeInboundEvent } from '../src/inbound/store-inbound-event.ts';
import { cancelMessage } from '../src/outbound/cancel-message.ts';
import { type Claim, claimMessage, reclaimMessage } from '../src/outbound/claim-message.ts';
import { editMessage } from '../src/outbound/edit-message.ts';
import { queueIn, queueMessage } from '../src/outbound/queue-message.ts';
import { queueMessageToPhone } from '../src/outbound/queue-message-to-phone.ts';
import { recordFailure } from '../src/outbound/record-failure.ts';
import { recordSent } from '../src/outbound/record-sent.ts';
import { retryMessage } from '../src/outbound/retry-message.ts';
import { type TestOrganization, testOrganization } from './support/organization.ts';

let org: TestOrganization;
let conversationId: string;

beforeAll(async () => {
  org = await testOrganization();
  await org.receives({});
  ({ id: conversationId } = await org.scope.db.conversation.findFirstOrThrow());
});

afterAll(() => org?.[Symbol.asyncDispose]());

const draft = (content: string, more = {}) => ({
  conversationId,
  content,
  sender: 'HUMAN' as const,
  senderId: org.userId,
  ...more,
});
const queue = (content = 'Ответ') => queueMessage(org.scope, draft(content));
const statusOf = async (id: string) =>
  (await org.scope.db.message.findUniqueOrThrow({ where: { id } })).status;

async function claimed(messageId: string) {
  const claim = await claimMessage(org.scope, messageId);
  return takenFrom(claim);
}

function takenFrom(claim: Claim) {
  if (!('message' in claim)) throw new Error('nothing to send');
  return claim.message;
}

test('a message is stored as PENDING together with its job', async () => {
  await org.announced();
  const { id } = await queue('вместе');
  expect(await statusOf(id)).toBe('PENDING');
  expect(await org.announced()).toEqual(['message.send', 'messages.created']);
  const undone = org.scope.transaction(async (tx) => {
    await queueIn(tx, draft('не вместе'));
    throw new Error('the transaction breaks off');
  });
  await expect(undone).rejects.toThrow('breaks off');
  expect(await org.scope.db.message.count({ where: { content: 'не вместе' } })).toBe(0);
  expect(await org.announced()).toEqual([]);
});

test('an answer is shown at once, with its writer', async () => {
  const message = await queue('Да, есть');
  expect(message).toMatchObject({ kind: 'TEXT', senderName: 'Айзада' });
  expect(await org.scope.db.conversation.findUnique({ where: { id: conversationId } })).toMatchObject({
    lastMessageId: message.id,
    lastMessagePreview: 'Да, есть',
    lastMessageStatus: 'PENDING',
  });
});

test('the same clientMessageId is the same message, also when it is posted three times at once', async () => {
  const post = () => queueMessage(org.scope, draft('раз', { clientMessageId: 'c-1' }));
  const messages = await Promise.all([post(), post(), post()]);
  expect(new Set(messages.map((message) => message.id)).size).toBe(1);
  expect(await org.scope.db.message.count({ where: { clientMessageId: 'c-1' } })).toBe(1);
  const other = queueMessage(org.scope, draft('два', { clientMessageId: 'c-1' }));
  await expect(other).rejects.toMatchObject({ code: 'CLIENT_MESSAGE_ID_REUSED' });
});

test('a call that is repeated after a colleague changed what waits is the same message', async () => {
  const post = (content: string) => queueMessage(org.scope, draft(content, { clientMessageId: 'c-2' }));
  const { id } = await post('завтра');
  await editMessage(org.scope, { messageId: id, content: 'послезавтра', actorId: org.userId });
  expect(await post('завтра')).toMatchObject({ id, content: 'послезавтра' });
});

test('a call that is repeated after its text was corrected on the phone is the same message', async () => {
  const post = (content: string) => queueMessage(org.scope, draft(content, { clientMessageId: 'c-3' }));
  const { id } = await post('в пять');
  const { sendKey } = await claimed(id);
  const providerMessageId = `true_996555000111@c.us_${sendKey}`;
  await recordSent(org.scope, id, { providerMessageId, ack: null });
  const contact = { phone: '+996555000111', lid: null };
  const edit = { providerMessageId, isFromMe: true, contact, content: 'в шесть' };
  const { inboundEventId } = await storeInboundEvent(org.scope, org.channelId, { kind: 'edit', edit });
  await processInboundEvent(org.scope, inboundEventId ?? '');
  expect(await post('в пять')).toMatchObject({ id, content: 'в шесть' });
});

test('what cannot be sent is refused before it is stored', async () => {
  await expect(queue('   ')).rejects.toMatchObject({ code: 'EMPTY_MESSAGE' });
  await expect(queueMessage(org.scope, draft('x', { conversationId: newId() }))).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
  const strange = draft('x', { quotedMessageId: newId(), mediaId: newId() });
  await expect(queueMessage(org.scope, strange)).rejects.toMatchObject({
    code: 'VALIDATION_FAILED',
    fields: [{ field: 'quotedMessageId' }],
  });
});

test('what was taken for sending is SENDING', async () => {
  const { id } = await queue();
  const claim = await claimMessage(org.scope, id);
  expect(claim).toMatchObject({ kind: 'send', message: { chatId: '996555000111@c.us' } });
  expect(await org.scope.db.message.findUniqueOrThrow({ where: { id } })).toMatchObject({
    status: 'SENDING',
    attempts: 1,
    sendKey: takenFrom(claim).sendKey,
  });
});

test('the ticks follow the acks and never go back', async () => {
  const { id } = await queue();
  const { sendKey } = await claimed(id);
  expect(sendKey).toMatch(/^3EB0[0-9A-F]{18}$/);
  const providerMessageId = `true_996555000111@c.us_${sendKey}`;
  await recordSent(org.scope, id, { providerMessageId, ack: null });
  expect(await statusOf(id)).toBe('SENT');
  await org.acks(providerMessageId, 'READ');
  await org.acks(providerMessageId, 'DELIVERED');
  const message = await org.scope.db.message.findUniqueOrThrow({
    where: { id },
    include: { conversation: true },
  });
  expect(message).toMatchObject({ status: 'READ', conversation: { lastMessageStatus: 'READ' } });
  expect(message.deliveredAt).not.toBeNull();
  expect(await claimMessage(org.scope, id)).toEqual({ kind: 'none' });
});

test('two workers that claim at once: one sends, the other looks', async () => {
  const { id } = await queue();
  const claims = await Promise.all([claimMessage(org.scope, id), claimMessage(org.scope, id)]);
  expect(claims.map((claim) => claim.kind).sort()).toEqual(['send', 'settle']);
  expect(new Set(claims.map((claim) => takenFrom(claim).sendKey)).size).toBe(1);
});

test('what may have left is UNCONFIRMED until it is found, and only what is certainly not there goes out again', async () => {
  const { id } = await queue();
  const first = await claimed(id);
  expect(await recordFailure(org.scope, id, { failure: 'unknown', code: 'TIMEOUT', message: '' })).toBe(
    'UNCONFIRMED',
  );
  expect(await claimMessage(org.scope, id)).toMatchObject({
    kind: 'settle',
    message: { sendKey: first.sendKey },
  });
  expect(await reclaimMessage(org.scope, id)).toMatchObject({
    kind: 'send',
    message: { sendKey: first.sendKey },
  });
  expect(await statusOf(id)).toBe('SENDING');
});

test('what breaks off eight times without having left is given up, until a person sends it again', async () => {
  const { id } = await queue('рвёт связь');
  await claimed(id);
  const breaksOff = () =>
    recordFailure(org.scope, id, { failure: 'unknown', code: 'PAGE_GONE', message: 'gone' });
  for (let attempt = 2; attempt <= 8; attempt += 1) {
    expect(await breaksOff()).toBe('UNCONFIRMED');
    expect(await reclaimMessage(org.scope, id)).toMatchObject({ kind: 'send', message: { attempt } });
  }
  await breaksOff();
  expect(await reclaimMessage(org.scope, id)).toEqual({ kind: 'none' });
  expect(await org.scope.db.message.findUniqueOrThrow({ where: { id } })).toMatchObject({
    ...{ status: 'FAILED', errorCode: 'GIVEN_UP', errorMessage: null },
  });
  await retryMessage(org.scope, id);
  expect(await claimMessage(org.scope, id)).toMatchObject({ kind: 'send', message: { attempt: 1 } });
});

test('what one phone may have sent is not sent again by another one that was linked since; what waits is', async () => {
  const connect = (phoneNumber: string) =>
    recordSessionState(org.scope, org.channelId, { status: 'CONNECTED', phoneNumber, pushName: null });
  await org.scope.db.channel.updateMany({ data: { desiredState: 'RUNNING' } });
  await connect('+996555900001');
  const { id } = await queue('с первого телефона');
  await claimed(id);
  const { id: waiting } = await queue('ждёт');
  await connect('+996555900001');
  expect(await reclaimMessage(org.scope, id)).toMatchObject({ kind: 'send' });
  await connect('+996555900002');
  expect(await reclaimMessage(org.scope, id)).toEqual({ kind: 'none' });
  expect(await org.scope.db.message.findUniqueOrThrow({ where: { id } })).toMatchObject({
    ...{ status: 'FAILED', errorCode: 'OUTCOME_UNKNOWN' },
  });
  await claimed(waiting);
  expect(await reclaimMessage(org.scope, waiting)).toMatchObject({ kind: 'send' });
});

test('nothing leaves through a phone whose number is not told yet, where it may be another one', async () => {
  const report = (phoneNumber: string) =>
    recordSessionState(org.scope, org.channelId, { status: 'CONNECTED', phoneNumber, pushName: null });
  const session = () => sessionOf(org.scope, org.channelId);
  await org.scope.db.channel.updateMany({ data: { desiredState: 'RUNNING' } });
  expect(await report('+996555900003')).toBe(true);
  for (const untold of ['', '12345@lid']) {
    expect(await report(untold)).toBe(false);
    expect(await session()).toMatchObject({
      ...{ status: 'CONNECTED', phoneNumber: '+996555900003', errorCode: 'NUMBER_NOT_TOLD' },
    });
  }
  expect(await report('+996555900004')).toBe(true);
  expect(await session()).toMatchObject({ phoneNumber: '+996555900004', errorCode: null });
});

test('the echo of a send whose answer was lost settles it', async () => {
  const { id } = await queue('эхо');
  const { sendKey } = await claimed(id);
  const providerMessageId = `true_996555000111@c.us_${sendKey}`;
  await org.receives({ isFromMe: true, providerMessageId, content: 'эхо', ack: 'SENT' });
  expect(await statusOf(id)).toBe('SENT');
  expect(await org.scope.db.message.count({ where: { content: 'эхо' } })).toBe(1);
  await recordFailure(org.scope, id, { failure: 'unknown', code: 'TIMEOUT', message: '' });
  expect(await statusOf(id)).toBe('SENT');
});

test('what was ended here, and turns out to have left all the same, is SENT; what WhatsApp refused stays refused', async () => {
  const ended = (errorCode: string) => ({ status: 'FAILED', errorCode }) as const;
  for (const errorCode of ['CANCELLED', 'OUTCOME_UNKNOWN', 'GIVEN_UP', 'CHANNEL_DELETED']) {
    const { id, conversationId } = await queue(errorCode);
    const { sendKey } = await claimed(id);
    await org.scope.db.message.update({ where: { id }, data: ended(errorCode) });
    const providerMessageId = `true_996555000111@c.us_${sendKey}`;
    await org.receives({ isFromMe: true, providerMessageId, content: errorCode, ack: 'SENT' });
    expect(await org.scope.db.message.findUniqueOrThrow({ where: { id } })).toMatchObject({
      ...{ status: 'SENT', errorCode: null, providerMessageId },
    });
    const conversation = await org.scope.db.conversation.findUniqueOrThrow({ where: { id: conversationId } });
    expect(conversation).toMatchObject({ lastMessageId: id, lastMessageStatus: 'SENT' });
  }
  const { id } = await queue('отклонено');
  const providerMessageId = `true_996555000111@c.us_${(await claimed(id)).sendKey}`;
  await org.acks(providerMessageId, 'FAILED');
  await org.acks(providerMessageId, 'SENT');
  const where = { id };
  expect(await org.scope.db.message.findUniqueOrThrow({ where })).toMatchObject(ended('REJECTED'));
});

test('an ack under the other chat id, before the answer, finds its message by the key', async () => {
  const { id } = await queue();
  const { sendKey } = await claimed(id);
  expect(await org.acks(`true_5550001@lid_${sendKey}`, 'DELIVERED')).toBe('done');
  await recordSent(org.scope, id, { providerMessageId: `true_996555000111@c.us_${sendKey}`, ack: null });
  expect(await statusOf(id)).toBe('DELIVERED');
});

test('an echo under an id that WhatsApp chose itself is absorbed once the answer tells the id', async () => {
  const { id } = await queue('свой id');
  await claimed(id);
  const providerMessageId = 'true_996555000111@c.us_3EB0CCCCCCCCCCCCCCCCCC';
  await org.receives({ isFromMe: true, providerMessageId, content: 'свой id', ack: 'SENT' });
  expect(await org.scope.db.message.count({ where: { content: 'свой id' } })).toBe(2);
  await recordSent(org.scope, id, { providerMessageId, ack: 'SENT' });
  expect(await org.scope.db.message.findMany({ where: { content: 'свой id' } })).toMatchObject([
    { id, status: 'SENT', providerMessageId },
  ]);
});

test('what came before such an echo, and what became of it, stay when it is absorbed', async () => {
  const { id, conversationId } = await queue('снова свой id');
  await claimed(id);
  await org.receives({ content: 'тем временем' });
  const providerMessageId = 'true_996555000111@c.us_3EB0DDDDDDDDDDDDDDDDDD';
  await org.receives({ isFromMe: true, providerMessageId, content: 'снова свой id', ack: 'SENT' });
  await org.acks(providerMessageId, 'READ');
  const echo = await org.scope.db.message.findFirstOrThrow({ where: { providerMessageId } });
  const { id: before } = await org.scope.db.outboxEvent.findFirstOrThrow({ orderBy: { id: 'desc' } });
  await recordSent(org.scope, id, { providerMessageId, ack: 'SENT' });
  expect(await statusOf(id)).toBe('READ');
  expect(await org.scope.db.conversation.findUnique({ where: { id: conversationId } })).toMatchObject({
    ...{ lastMessagePreview: 'тем временем', lastMessageDirection: 'INCOMING' },
  });
  // Whoever shows it learns that it is gone.
  const said = await org.scope.db.outboxEvent.findMany({ where: { id: { gt: before } } });
  expect(JSON.stringify(said.map(({ payload }) => payload))).toContain(echo.id);
});

const notSent = { failure: 'notSent', code: 'PAGE_GONE', message: 'gone' } as const;

test('what certainly did not leave is tried three times, then it failed', async () => {
  const { id } = await queue();
  const keys = new Set<string>();
  const outcomes: string[] = [];
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    keys.add((await claimed(id)).sendKey);
    outcomes.push(await recordFailure(org.scope, id, notSent));
  }
  expect(outcomes).toEqual(['PENDING', 'PENDING', 'FAILED']);
  expect(keys.size).toBe(1);
});

test('attempts of which nobody knows how they ended leave the three certain ones as they are', async () => {
  const { id } = await queue('два раза упал');
  await claimed(id);
  for (let killed = 1; killed <= 2; killed += 1) takenFrom(await reclaimMessage(org.scope, id));
  expect(await recordFailure(org.scope, id, notSent)).toBe('PENDING');
  await claimed(id);
  await recordFailure(org.scope, id, { ...notSent, failure: 'unknown' });
  takenFrom(await reclaimMessage(org.scope, id));
  expect(await recordFailure(org.scope, id, notSent)).toBe('PENDING');
  await claimed(id);
  expect(await recordFailure(org.scope, id, notSent)).toBe('FAILED');
  await retryMessage(org.scope, id);
  for (const outcome of ['PENDING', 'PENDING', 'FAILED']) {
    await claimed(id);
    expect(await recordFailure(org.scope, id, notSent)).toBe(outcome);
  }
});

test('what a former owner tells late of its attempt changes nothing about the one under way', async () => {
  const { id } = await queue('мой');
  const { attempt } = await claimed(id);
  const { sendKey, attempt: second } = takenFrom(await reclaimMessage(org.scope, id));
  const late = { failure: 'notSent', code: 'NOT_CONNECTED', message: '', isChannelAway: true } as const;
  expect(await recordFailure(org.scope, id, { ...late, attempt })).toBe('SENDING');
  const refused = { ...late, code: 'NEW_CHATS_BLOCKED', isRefusedKey: true, attempt };
  expect(await recordFailure(org.scope, id, refused)).toBe('SENDING');
  expect(await org.scope.db.message.findUniqueOrThrow({ where: { id } })).toMatchObject({ sendKey });
  expect(await recordFailure(org.scope, id, { ...late, attempt: second })).toBe('PENDING');
});

test('a first message that WhatsApp does not allow now waits under another key: it has the refused one under that', async () => {
  const { id } = await queue('новому');
  const { sendKey } = await claimed(id);
  const refused = { ...notSent, code: 'NEW_CHATS_BLOCKED', isChannelAway: true, isRefusedKey: true };
  expect(await recordFailure(org.scope, id, refused)).toBe('PENDING');
  const waiting = { errorCode: 'NEW_CHATS_BLOCKED', attempts: 0 };
  expect(await org.scope.db.message.findUniqueOrThrow({ where: { id } })).toMatchObject(waiting);
  expect((await claimed(id)).sendKey).not.toBe(sendKey);
});

test('a failed message is sent again under another key', async () => {
  const { id } = await queue();
  const { sendKey } = await claimed(id);
  await recordFailure(org.scope, id, { ...notSent, failure: 'permanent' });
  await org.announced();
  const retried = await retryMessage(org.scope, id);
  expect(retried).toMatchObject({ status: 'PENDING', errorCode: null, attempts: 0 });
  expect(await org.announced()).toContain('message.send');
  expect((await claimed(id)).sendKey).not.toBe(sendKey);
  await expect(retryMessage(org.scope, id)).rejects.toMatchObject({ code: 'NOT_RETRYABLE' });
});

test('of two who change the text of a message that waits the later is told', async () => {
  const { scope, userId: actorId } = org;
  const { id: messageId } = await queue('с ошыбкой');
  const change = (content: string, contentFrom: string) =>
    editMessage(scope, { messageId, content, contentFrom, actorId });
  await change('без ошибки', 'с ошыбкой');
  await expect(change('иначе', 'с ошыбкой')).rejects.toThrow('CONFLICT');
  // The answer to the first was lost, and it is asked for once more.
  await change('без ошибки', 'с ошыбкой');
  expect(await change('иначе', 'без ошибки')).toMatchObject({ content: 'иначе' });
});

test('what waits can be changed and taken back, by whom and when is noted; what leaves cannot', async () => {
  const { scope, userId: actorId } = org;
  const { id: messageId } = await queue('с ошыбкой');
  await org.announced();
  expect(await editMessage(scope, { messageId, content: ' без ошибки ', actorId })).toMatchObject({
    content: 'без ошибки',
    status: 'PENDING',
  });
  expect(await org.announced()).toEqual(['messages.updated']);
  expect(await scope.db.conversation.findUnique({ where: { id: conversationId } })).toMatchObject({
    lastMessagePreview: 'без ошибки',
  });
  await expect(editMessage(scope, { messageId, content: '  ', actorId })).rejects.toThrow('EMPTY_MESSAGE');
  expect(await cancelMessage(scope, { messageId, actorId })).toMatchObject({
    status: 'FAILED',
    errorCode: 'CANCELLED',
  });
  expect((await claimMessage(scope, messageId)).kind).toBe('none');
  await retryMessage(scope, messageId);
  expect((await claimed(messageId)).content).toBe('без ошибки');
  await expect(cancelMessage(scope, { messageId, actorId })).rejects.toThrow('NOT_WAITING');
  await expect(editMessage(scope, { messageId, content: 'x', actorId })).rejects.toThrow('NOT_WAITING');
  const actions = await scope.db.activity.findMany({
    where: { targetId: messageId },
    orderBy: { id: 'asc' },
  });
  expect(actions).toMatchObject([
    { action: 'message.edited', actorId },
    { action: 'message.cancelled', actorId },
  ]);
  expect(JSON.stringify(actions.map(({ details }) => details))).not.toContain('ошибки');
});

test('whoever claims and whoever takes back at the same moment: one of them has it', async () => {
  const { scope } = org;
  for (let round = 0; round < 10; round += 1) {
    const { id: messageId } = await queue(String(round));
    const [claim, cancelled] = await Promise.all([
      claimMessage(scope, messageId),
      cancelMessage(scope, { messageId, actorId: null }).catch(() => null),
    ]);
    expect(claim.kind === 'send').toBe(cancelled === null);
  }
});

test('a channel that is away costs no attempt; what WhatsApp refuses fails at once', async () => {
  const { id } = await queue();
  for (let attempt = 1; attempt <= 5; attempt += 1) {
    await claimed(id);
    const away = { failure: 'notSent', code: 'NOT_CONNECTED', message: '', isChannelAway: true } as const;
    expect(await recordFailure(org.scope, id, away)).toBe('PENDING');
  }
  await claimed(id);
  const refused = { failure: 'permanent', code: 'NOT_ON_WHATSAPP', message: 'no' } as const;
  expect(await recordFailure(org.scope, id, refused)).toBe('FAILED');
});

test('a text to a number makes client and conversation once', async () => {
  const send = (to: string, clientMessageId: string) =>
    queueMessageToPhone(org.scope, {
      to,
      content: 'Добрый день',
      clientMessageId,
      sender: 'HUMAN',
      senderId: null,
    });
  const first = await send('+996 (700) 20-00-01', 'p-1');
  const second = await send('996700200001', 'p-2');
  expect(second.conversationId).toBe(first.conversationId);
  expect((await send('+996700200001', 'p-1')).id).toBe(first.id);
  await expect(send('+996700200002', 'p-1')).rejects.toMatchObject({ code: 'CLIENT_MESSAGE_ID_REUSED' });
  await expect(send('12', 'p-3')).rejects.toMatchObject({
    ...{ code: 'INVALID_PHONE', params: { phone: '12', reason: 'TOO_SHORT' } },
  });
  const conversation = await org.scope.db.conversation.findUniqueOrThrow({
    where: { id: first.conversationId },
  });
  expect(conversation).toMatchObject({ providerChatId: '996700200001@c.us', unreadCount: 0 });
});

test('acks that are processed while the answer to the send is recorded do not get in its way', async () => {
  for (let round = 1; round <= 10; round += 1) {
    const { id } = await queue(`круг ${round}`);
    const { sendKey } = await claimed(id);
    const providerMessageId = `true_996555000111@c.us_${sendKey}`;
    const settled = await Promise.allSettled([
      org.acks(providerMessageId, 'SENT'),
      org.acks(providerMessageId, 'DELIVERED'),
      recordSent(org.scope, id, { providerMessageId, ack: 'SENT' }),
      org.acks(providerMessageId, 'READ'),
    ]);
    expect(settled.filter((one) => one.status === 'rejected')).toEqual([]);
    expect(await statusOf(id)).toBe('READ');
  }
});
