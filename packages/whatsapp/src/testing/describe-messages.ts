import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type SendCommand, SendError } from '../client/port.ts';
import { anySendKey, type ConnectedClient, connectedClient } from './connected.ts';
import type { WhatsAppClientHarness } from './harness.ts';

const AIDA = '996700100200@c.us';
const AIDAS_PHONE = '+996700100200';

/** Messages, files and acks of a connected client. */
export function describeMessages(harnessOf: () => WhatsAppClientHarness): void {
  describe('messages', () => {
    let connected: ConnectedClient;
    const phone = () => harnessOf().phone(connected.login);
    const send = (command: Partial<SendCommand> = {}) =>
      connected.client.send({
        chatId: AIDA,
        sendKey: anySendKey(),
        content: 'hello',
        quotedProviderMessageId: null,
        media: null,
        ...command,
      });
    const message = (id: string) =>
      connected.said.next('message', ({ message }) => message.providerMessageId === id);
    /** The answer to a send says that it is refused: an ack beside it would end what is to wait. */
    const expectNoRefusalOf = async (sendKey: string) => {
      const { providerMessageId } = await send({ content: 'after it' });
      await phone().acks(providerMessageId, 'DELIVERED');
      await connected.said.next('ack', ({ ack }) => ack.providerMessageId === providerMessageId);
      const refused = connected.said.of('ack').filter(({ ack }) => ack.providerMessageId.endsWith(sendKey));
      expect(refused).toEqual([]);
    };

    beforeAll(async () => {
      connected = await connectedClient(harnessOf(), 'messages');
    });
    afterAll(() => connected.client.stop());

    test('a text comes in, with who wrote it', async () => {
      const { id } = await phone().receives({ phone: AIDAS_PHONE, name: 'Aida', text: 'Salam' });
      expect((await message(id)).message).toMatchObject({
        isFromMe: false,
        chatId: AIDA,
        contact: { phone: '+996700100200', name: 'Aida' },
        kind: 'TEXT',
        content: 'Salam',
        media: null,
      });
    });

    test('messages come in their order', async () => {
      const texts = Array.from({ length: 30 }, (_, index) => `number ${index}`);
      for (const text of texts) await phone().receives({ phone: '+996700100201', text });
      await connected.said.next('message', (event) => event.message.content === 'number 29');
      const heard = connected.said.of('message').map((event) => event.message.content);
      expect(heard.filter((text) => text.startsWith('number'))).toEqual(texts);
    });

    test('a sender with a privacy id is told at once, and resolved to the phone by a look-up, also for what they write next', async () => {
      const { id, chatId } = await phone().receives({
        phone: '+996700100299',
        usesLid: true,
        text: 'hidden',
      });
      expect(chatId).toMatch(/@lid$/);
      expect((await message(id)).message).toMatchObject({
        chatId,
        contact: { phone: null, lid: chatId },
      });
      expect(await connected.client.lookUp(chatId)).toMatchObject({ phone: '+996700100299', lid: chatId });
      const next = await phone().receives({ phone: '+996700100299', usesLid: true, text: 'hidden no more' });
      expect((await message(next.id)).message.contact).toMatchObject({ phone: '+996700100299', lid: chatId });
      const answer = await send({ chatId, content: 'to a privacy id' });
      expect((await phone().sent()).find((one) => one.id === answer.providerMessageId)?.text).toBe(
        'to a privacy id',
      );
    });

    test('who writes under a privacy id is reached under their number, and WhatsApp is not asked for it each time', async () => {
      const { faults } = harnessOf();
      const { id, chatId } = await phone().receives({
        phone: '+996700100298',
        usesLid: true,
        text: 'call me by my number',
      });
      await message(id);
      await connected.client.lookUp(chatId);
      await faults.holdsNumberQueries(connected.login, true);
      const { providerMessageId } = await send({ chatId: '996700100298@c.us', content: 'as you like' });
      await faults.holdsNumberQueries(connected.login, false);
      const delivered = (await phone().sent()).find((one) => one.id === providerMessageId);
      expect(delivered).toMatchObject({ chatId, text: 'as you like' });
    });

    test('a person is looked up: the name, and the picture where there is one', async () => {
      const jpeg = Buffer.from('ffd8ffe000104a464946', 'hex');
      const { id, chatId } = await phone().receives({
        phone: '+996700100277',
        name: 'Begimai',
        text: 'Salam',
      });
      await message(id);
      expect(await connected.client.lookUp(chatId)).toMatchObject({
        ...{ phone: '+996700100277', name: 'Begimai', picture: null },
      });
      await phone().pictures('+996700100277', jpeg);
      expect(await connected.client.lookUp(chatId)).toMatchObject({
        name: 'Begimai',
        picture: { mimeType: 'image/jpeg', data: jpeg },
      });
      await phone().pictures('+996700100277', Buffer.from('<script>'));
      expect((await connected.client.lookUp(chatId)).picture).toBeNull();
    });

    test('groups and statuses are left out', async () => {
      await phone().receives({ phone: AIDAS_PHONE, group: '120363000000000001@g.us', text: 'in a group' });
      await phone().receives({ phone: AIDAS_PHONE, group: 'status@broadcast', text: 'a status' });
      const { id } = await phone().receives({ phone: AIDAS_PHONE, text: 'after them' });
      await message(id);
      const texts = connected.said.of('message').map((event) => event.message.content);
      expect(texts).not.toContain('in a group');
      expect(texts).not.toContain('a status');
    });

    test('a message whose key does not come is told as one that cannot be read yet, and again once it can be', async () => {
      const { id: before } = await phone().receives({ phone: AIDAS_PHONE, text: 'before it' });
      const { id } = await phone().receives({ phone: AIDAS_PHONE, text: 'late', isSealed: true });
      const { id: next } = await phone().receives({ phone: AIDAS_PHONE, text: 'behind it' });
      const { cameAtMs: nextCameAtMs } = await message(next);
      // WhatsApp is asked for a key that is missing after 5 s, and has 10 s to give it.
      const told = await message(id);
      expect(told).toMatchObject({
        ...{ isSealed: true, message: { isFromMe: false, chatId: AIDA, kind: 'UNSUPPORTED', content: '' } },
      });
      // Whatever it takes to tell of one of them, they stand in the order in which they came.
      expect(told.cameAtMs).toBeGreaterThanOrEqual((await message(before)).cameAtMs ?? Number.NaN);
      expect(told.cameAtMs).toBeLessThanOrEqual(nextCameAtMs ?? Number.NaN);
      const read = await connected.client.recentMessages({ sinceMs: 0, limit: 1000 });
      expect(read.sealed.map(({ providerMessageId }) => providerMessageId)).toEqual([id]);
      expect(read.messages.map(({ providerMessageId }) => providerMessageId)).not.toContain(id);
      await phone().unseals(id);
      const opened = await connected.said.next(
        'message',
        (event) => event.message.providerMessageId === id && !event.isSealed,
      );
      expect(opened.message).toMatchObject({ kind: 'TEXT', content: 'late' });
      expect((await connected.client.recentMessages({ sinceMs: 0, limit: 1000 })).sealed).toEqual([]);
    });

    test('a text goes out under the key that was chosen for it, and is found by it', async () => {
      const sendKey = anySendKey();
      const sent = await send({ sendKey, content: 'with a key' });
      expect(sent.providerMessageId).toBe(`true_${AIDA}_${sendKey}`);
      expect(sent.ack).not.toBe('FAILED');
      expect(await phone().sent()).toContainEqual(
        expect.objectContaining({ id: sent.providerMessageId, chatId: AIDA, text: 'with a key' }),
      );
      expect(await connected.client.findSent(AIDA, sendKey)).toMatchObject({
        providerMessageId: sent.providerMessageId,
      });
    });

    test('what never left is not found', async () => {
      expect(await connected.client.findSent(AIDA, anySendKey())).toBeNull();
      expect(await connected.client.findSent('996700999888@c.us', anySendKey())).toBeNull();
    });

    test('each of many sends at once keeps its own key', async () => {
      const keys = Array.from({ length: 20 }, anySendKey);
      const sent = await Promise.all(keys.map((sendKey) => send({ sendKey, content: sendKey })));
      expect(sent.map(({ providerMessageId }) => providerMessageId)).toEqual(
        keys.map((key) => `true_${AIDA}_${key}`),
      );
      const delivered = await phone().sent();
      for (const key of keys) expect(delivered.find(({ id }) => id.endsWith(key))?.text).toBe(key);
    });

    test('a text with a link keeps its key too', async () => {
      const sendKey = anySendKey();
      const sent = await send({ sendKey, content: 'see https://example.com/a' });
      expect(sent.providerMessageId).toContain(sendKey);
    });

    test('quotes go both ways', async () => {
      const { id } = await phone().receives({ phone: AIDAS_PHONE, text: 'how much?' });
      await message(id);
      const answer = await send({ content: '100 som', quotedProviderMessageId: id });
      const delivered = (await phone().sent()).find((one) => one.id === answer.providerMessageId);
      expect(id).toMatch(new RegExp(`_${delivered?.quotedKey}$`));
      const back = await phone().receives({
        phone: AIDAS_PHONE,
        text: 'too much',
        quotedId: answer.providerMessageId,
      });
      expect((await message(back.id)).message.quotedProviderMessageId).toBe(answer.providerMessageId);
    });

    test('a file comes in and can be fetched', async () => {
      const data = Buffer.from('not really a picture, but bytes \u0000\u0001\u0002');
      const media = { kind: 'image' as const, mimeType: 'image/jpeg', fileName: 'dress.jpg', data };
      const { id } = await phone().receives({ phone: AIDAS_PHONE, text: 'this one', media });
      const { message: heard } = await message(id);
      expect(heard).toMatchObject({ kind: 'IMAGE', content: 'this one', media: { mimeType: 'image/jpeg' } });
      const file = await connected.client.downloadMedia(id);
      expect(file?.data.equals(data)).toBe(true);
    });

    test('a file is fetched also where the page lets pass only what it knows the kind of', async () => {
      const data = Buffer.from('a voice, whatever it is called');
      const media = { kind: 'ptt' as const, mimeType: 'audio/ogg', fileName: 'voice.ogg', data };
      const { id } = await phone().receives({ phone: AIDAS_PHONE, media });
      expect((await message(id)).message).toMatchObject({ kind: 'VOICE', media: { mimeType: 'audio/ogg' } });
      const file = await connected.client.downloadMedia(id);
      expect(file).toMatchObject({ mimeType: 'audio/ogg' });
      expect(file?.data.equals(data)).toBe(true);
    });

    test('a file whose message the page does not know may come', async () => {
      await expect(connected.client.downloadMedia(`false_${AIDA}_GONE`)).rejects.toThrow('MESSAGE_NOT_FOUND');
    });

    test('a file that cannot be fetched now is not taken for gone, however often it is asked for', async () => {
      const { faults } = harnessOf();
      const data = Buffer.from('fetched later');
      const media = { kind: 'image' as const, mimeType: 'image/jpeg', fileName: 'later.jpg', data };
      const { id } = await phone().receives({ phone: AIDAS_PHONE, text: 'later', media });
      await message(id);
      await faults.files({ status: 503 });
      for (const _ of [1, 2]) await expect(connected.client.downloadMedia(id)).rejects.toThrow();
      await faults.files({ status: 410 });
      expect(await connected.client.downloadMedia(id)).toBeNull();
      await faults.files({});
      expect((await connected.client.downloadMedia(id))?.data.equals(data)).toBe(true);
    });

    test('a file that is being fetched already is waited for', async () => {
      const { faults } = harnessOf();
      const data = Buffer.from('a long film');
      const media = { kind: 'document' as const, mimeType: 'video/mp4', fileName: 'film.mp4', data };
      const { id } = await phone().receives({ phone: AIDAS_PHONE, text: 'film', media });
      await message(id);
      await faults.files({ delayMs: 1_000 });
      const both = await Promise.all([1, 2].map(() => connected.client.downloadMedia(id)));
      expect(both.map((file) => file?.data.equals(data))).toEqual([true, true]);
      await faults.files({});
    });

    test('a file goes out under its key', async () => {
      const sendKey = anySendKey();
      const data = Buffer.alloc(40_000, 7);
      const media = { kind: 'DOCUMENT' as const, mimeType: 'application/pdf', fileName: 'price.pdf', data };
      const sent = await send({ sendKey, content: 'our prices', media });
      expect(sent.providerMessageId).toContain(sendKey);
      const delivered = (await phone().sent()).find(({ id }) => id === sent.providerMessageId);
      expect(delivered).toMatchObject({
        text: 'our prices',
        media: { mimeType: 'application/pdf', size: data.length },
      });
    });

    test('acks are told as they come', async () => {
      const { providerMessageId } = await send({ content: 'tick' });
      for (const level of ['DELIVERED', 'READ'] as const) {
        await phone().acks(providerMessageId, level);
        await connected.said.next(
          'ack',
          ({ ack }) => ack.providerMessageId === providerMessageId && ack.level === level,
        );
      }
    });

    test('what is corrected or deleted is told, of both sides', async () => {
      const { id } = await phone().receives({ phone: AIDAS_PHONE, text: 'at five' });
      const own = await phone().writes({ phone: AIDAS_PHONE, text: 'at sixx' });
      for (const one of [id, own.id]) await message(one);
      await phone().corrects(id, 'at six');
      const { said } = connected;
      const { edit } = await said.next('edit', (event) => event.edit.providerMessageId === id);
      expect(edit).toMatchObject({ isFromMe: false, content: 'at six', contact: { phone: AIDAS_PHONE } });
      await phone().corrects(id, 'at five');
      const { edit: back } = await said.next('edit', (event) => event.edit.content === 'at five');
      expect(back.editedAtMs).toBeGreaterThanOrEqual(edit.editedAtMs ?? Number.POSITIVE_INFINITY);
      await phone().corrects(own.id, 'at six');
      const { edit: ours } = await said.next('edit', (event) => event.edit.providerMessageId === own.id);
      expect(ours).toMatchObject({ isFromMe: true, content: 'at six' });
      await phone().deletes(id);
      const { revoked } = await said.next('revoked');
      expect(revoked).toMatchObject({ providerMessageId: id, isFromMe: false });
    });

    test('with what somebody reacts is told, of both sides, and what is taken back', async () => {
      const { id } = await phone().receives({ phone: AIDAS_PHONE, text: 'thank you' });
      await message(id);
      const { providerMessageId } = await send({ content: 'at five?' });
      const { said } = connected;
      const reaction = async (emoji: string | null) =>
        (await said.next('reaction', (event) => event.reaction.emoji === emoji)).reaction;
      const beganMs = Date.now();
      await phone().reacts(providerMessageId, '👍🏽', AIDAS_PHONE);
      const first = await reaction('👍🏽');
      expect(first).toMatchObject({
        providerMessageId,
        isFromMe: true,
        isByUs: false,
        contact: { phone: AIDAS_PHONE },
      });
      expect(first.reactedAtMs).toBeGreaterThanOrEqual(beganMs);
      await phone().reacts(id, '❤️');
      expect(await reaction('❤️')).toMatchObject({ providerMessageId: id, isFromMe: false, isByUs: true });
      await phone().reacts(providerMessageId, '', AIDAS_PHONE);
      expect(await reaction(null)).toMatchObject({ providerMessageId, isByUs: false });
    });

    test('what the owner writes on the phone is told, what we sent is not', async () => {
      const ours = await send({ content: 'from here' });
      const { id } = await phone().writes({ phone: AIDAS_PHONE, text: 'from the phone' });
      expect((await message(id)).message).toMatchObject({
        isFromMe: true,
        chatId: AIDA,
        content: 'from the phone',
      });
      const ids = connected.said.of('message').map((event) => event.message.providerMessageId);
      expect(ids).not.toContain(ours.providerMessageId);
    });

    test('a number that is not on WhatsApp is refused for good', async () => {
      const chatId = `${harnessOf().faults.unknownPhone.slice(1)}@c.us`;
      const refused = await send({ chatId }).catch((error: unknown) => error);
      expect(refused).toBeInstanceOf(SendError);
      expect(refused).toMatchObject({ failure: 'permanent', code: 'NOT_ON_WHATSAPP' });
    });

    test('whom the owner has blocked on the phone cannot be written to, and that is said so', async () => {
      const harness = harnessOf();
      await (await connectedClient(harness, 'blocking')).client.stop();
      await harness.phone('blocking').blocks(AIDAS_PHONE);
      await using blocking = await connectedClient(harness, 'blocking');
      const command = { chatId: AIDA, content: 'hello', quotedProviderMessageId: null, media: null };
      await expect(blocking.client.send({ ...command, sendKey: anySendKey() })).rejects.toMatchObject({
        failure: 'permanent',
        code: 'RECIPIENT_BLOCKED',
      });
      expect(await harness.phone('blocking').sent()).toEqual([]);
    });

    test('what WhatsApp refuses is refused for good', async () => {
      const { faults } = harnessOf();
      await faults.refusesSends(connected.login, true);
      const sendKey = anySendKey();
      await expect(send({ sendKey, content: 'refused' })).rejects.toMatchObject({
        failure: 'permanent',
        code: 'REJECTED',
      });
      await faults.refusesSends(connected.login, false);
      const { messages: recent } = await connected.client.recentMessages({ sinceMs: 0, limit: 1000 });
      expect(recent.filter(({ content }) => content === 'refused')).toEqual([]);
      await expectNoRefusalOf(sendKey);
    });

    test('a send that is still under way is neither missing nor begun anew', async () => {
      const { faults } = harnessOf();
      await faults.holdsNumberQueries(connected.login, true);
      const command = { chatId: '996700555777@c.us', sendKey: anySendKey(), content: 'once' };
      const first = send(command);
      await expect(connected.client.findSent(command.chatId, command.sendKey)).rejects.toThrow();
      const second = send(command);
      await faults.holdsNumberQueries(connected.login, false);
      expect(await second).toEqual(await first);
      expect((await phone().sent()).filter(({ text }) => text === 'once')).toHaveLength(1);
    });

    test('who has not written first cannot be written to while WhatsApp forbids it, who has can', async () => {
      const { faults } = harnessOf();
      const untilMs = Date.now() + 3_600_000;
      const stranger = '996700555666@c.us';
      expect(await connected.client.newChatLimits()).toMatchObject({ isLocked: false, quota: null });
      await faults.limitsNewChats(connected.login, { untilMs });
      const limits = await connected.client.newChatLimits();
      expect(limits).toMatchObject({ isLocked: true, lockedUntilMs: Math.floor(untilMs / 1000) * 1000 });
      const sendKey = anySendKey();
      await expect(send({ chatId: stranger, sendKey, content: 'hello?' })).rejects.toMatchObject({
        failure: 'notSent',
        code: 'NEW_CHATS_BLOCKED',
      });
      await expectNoRefusalOf(sendKey);
      await send({ content: 'we know each other' });
      await faults.limitsNewChats(connected.login, { quota: 1000 });
      expect(await connected.client.newChatLimits()).toMatchObject({ quota: 1000 });
      await faults.limitsNewChats(connected.login, { quota: 0 });
      expect(await connected.client.newChatLimits()).toMatchObject({ isLocked: false, quota: 0 });
      await expect(send({ chatId: stranger })).rejects.toMatchObject({ code: 'NEW_CHATS_BLOCKED' });
      await faults.limitsNewChats(connected.login, {});
      await send({ chatId: stranger, content: 'now' });
      expect((await phone().sent()).filter(({ chatId }) => chatId === stranger)).toHaveLength(1);
    });

    test('a page that is busy for a while answers afterwards', async () => {
      const { faults } = harnessOf();
      await faults.freezesAfterSend(connected.login, 1500);
      await send({ content: 'in spite of it' });
      await faults.freezesAfterSend(connected.login, 0);
      expect((await phone().sent()).filter(({ text }) => text === 'in spite of it')).toHaveLength(1);
    });

    test('recent messages are read in their order, from the time that is asked for', async () => {
      const { messages: all, moreFromMs } = await connected.client.recentMessages({
        sinceMs: 0,
        limit: 1000,
      });
      expect(moreFromMs).toBe(null);
      const times = all.map(({ sentAtMs }) => sentAtMs);
      expect(times).toEqual([...times].sort((a, b) => a - b));
      expect(all.some(({ isFromMe }) => isFromMe)).toBe(true);
      expect(all.some(({ content }) => content === 'Salam')).toBe(true);
      const first = await connected.client.recentMessages({ sinceMs: 0, limit: 5 });
      expect(first).toMatchObject({
        ...{ messages: all.slice(0, 5), passedOver: [], sealed: [], moreFromMs: times[4] },
      });
      const later = await connected.client.recentMessages({ sinceMs: Date.now() + 60_000, limit: 5 });
      expect(later).toEqual({ messages: [], passedOver: [], sealed: [], changes: [], moreFromMs: null });
    });

    test('with the messages is read what has become of them, as it was told of', async () => {
      const { id } = await phone().receives({ phone: AIDAS_PHONE, text: 'at nine' });
      const { id: wrong } = await phone().receives({ phone: AIDAS_PHONE, text: 'not for you' });
      await phone().corrects(id, 'at ten');
      await phone().reacts(id, '🙏');
      await phone().reacts(id, '👍', AIDAS_PHONE);
      await phone().deletes(wrong);
      const { said } = connected;
      const told = [
        await said.next('edit', ({ edit }) => edit.providerMessageId === id),
        await said.next('reaction', ({ reaction }) => reaction.emoji === '🙏'),
        await said.next(
          'reaction',
          ({ reaction }) => reaction.providerMessageId === id && reaction.emoji === '👍',
        ),
        await said.next('revoked', ({ revoked }) => revoked.providerMessageId === wrong),
      ];
      const { changes } = await connected.client.recentMessages({ sinceMs: 0, limit: 1000 });
      expect(changes).toEqual(expect.arrayContaining(told));
    });

    test('without the network nothing is sent, and that is certain', async () => {
      const { faults } = harnessOf();
      await faults.networkDown(connected.login);
      await connected.said.next('link', ({ isOnline }) => !isOnline);
      expect(await connected.client.check(5000)).toBe('disconnected');
      await expect(send({ content: 'into the void' })).rejects.toMatchObject({ failure: 'notSent' });
      // No answer is no permission to write to somebody new.
      await expect(connected.client.newChatLimits()).rejects.toThrow('NOT_CONNECTED');
      await faults.networkUp(connected.login);
      await connected.said.next('link', ({ isOnline }) => isOnline);
      expect(await connected.client.check(5000)).toBe('connected');
      await send({ content: 'back again' });
      expect((await phone().sent()).some(({ text }) => text === 'into the void')).toBe(false);
    });

    test("without the server's answer nobody knows whether a message left, until its tick comes", async () => {
      const { faults } = harnessOf();
      await faults.losesAnswers(connected.login, true);
      const sendKey = anySendKey();
      const sending = send({ sendKey, content: 'no answer' }).catch((error: unknown) => error);
      await expect.poll(async () => (await phone().sent()).map(({ text }) => text)).toContain('no answer');
      await faults.networkDown(connected.login);
      expect(await sending).toMatchObject({ failure: 'unknown', code: 'NOT_CONFIRMED' });
      await expect(connected.client.findSent(AIDA, sendKey)).rejects.toThrow();
      await faults.losesAnswers(connected.login, false);
      await faults.networkUp(connected.login);
      const providerMessageId = `true_${AIDA}_${sendKey}`;
      await connected.said.next(
        'ack',
        ({ ack }) => ack.providerMessageId === providerMessageId && ack.level === 'SENT',
      );
      expect(await connected.client.findSent(AIDA, sendKey)).toEqual({ providerMessageId, ack: 'SENT' });
      expect((await phone().sent()).filter(({ text }) => text === 'no answer')).toHaveLength(1);
    });

    test('a message that never reaches the server is not taken for sent', async () => {
      const { faults } = harnessOf();
      await faults.losesSends(connected.login, true);
      const sendKey = anySendKey();
      await expect(send({ sendKey, content: 'on no phone' })).rejects.toMatchObject({ failure: 'unknown' });
      await expect(connected.client.findSent(AIDA, sendKey)).rejects.toThrow();
      const { messages: recent } = await connected.client.recentMessages({ sinceMs: 0, limit: 1000 });
      expect(recent.filter(({ content }) => content === 'on no phone')).toEqual([]);
      await faults.losesSends(connected.login, false);
    });

    test.each([
      ['a voice call', 'CALL', {}],
      ['a video call', 'VIDEO_CALL', { isVideo: true }],
      ['a call of a page that could take it', 'CALL', { hasVoip: true }],
      ['a video call of such a page', 'VIDEO_CALL', { hasVoip: true, isVideo: true }],
    ] as const)('%s is told, with who calls', async (_, kind, call) => {
      const beforeMs = Date.now();
      const { id, chatId } = await phone().rings({ phone: AIDAS_PHONE, name: 'Aida', ...call });
      expect(chatId).toBe(AIDA);
      const told = await message(`false_${AIDA}_${id}`);
      expect(told.message).toMatchObject({
        ...{ isFromMe: false, chatId: AIDA, kind, content: '', media: null, ack: null },
        contact: { phone: AIDAS_PHONE, name: 'Aida' },
      });
      // WhatsApp's times have whole seconds.
      expect(told.message.sentAtMs).toBeGreaterThan(beforeMs - 1000);
      expect(told.message.sentAtMs).toBeLessThanOrEqual(told.cameAtMs ?? 0);
    });

    test('who calls under a privacy id is told by it, and a call that is told late with when it was made', async () => {
      const caller = { phone: '+996700100266', usesLid: true };
      const { id, chatId } = await phone().rings({ ...caller, hasVoip: true });
      expect(chatId).toMatch(/@lid$/);
      const told = await message(`false_${chatId}_${id}`);
      expect(told.message).toMatchObject({ chatId, contact: { phone: null, lid: chatId }, kind: 'CALL' });
      const calledAtMs = Date.now() - 3_600_000;
      const late = await phone().rings({ ...caller, calledAtMs });
      const { message: lateCall } = await message(`false_${chatId}_${late.id}`);
      expect(lateCall.sentAtMs).toBe(Math.floor(calledAtMs / 1000) * 1000);
    });

    test('calls of groups and our own are left out, and the note that WhatsApp makes of a call is no second one', async () => {
      const left = [
        await phone().rings({ phone: AIDAS_PHONE, isGroup: true }),
        await phone().rings({ phone: AIDAS_PHONE, isGroup: true, hasVoip: true }),
        await phone().rings({ phone: AIDAS_PHONE, isOutgoing: true }),
        await phone().rings({ phone: AIDAS_PHONE, isOutgoing: true, hasVoip: true }),
        await phone().rings({ phone: phone().number }),
      ];
      const { id } = await phone().rings({ phone: AIDAS_PHONE });
      await message(`false_${AIDA}_${id}`);
      const { id: after } = await phone().receives({ phone: AIDAS_PHONE, text: 'after the calls' });
      await message(after);
      const told = connected.said
        .of('message')
        .map(({ message: { providerMessageId } }) => providerMessageId);
      expect(told.filter((one) => left.some((call) => one.endsWith(call.id)))).toEqual([]);
      expect(told.filter((one) => one.endsWith(id))).toHaveLength(1);
      const read = await connected.client.recentMessages({ sinceMs: 0, limit: 1000 });
      expect(read.messages.filter(({ providerMessageId }) => providerMessageId.endsWith(id))).toEqual([]);
      expect(read.passedOver).toEqual([]);
    });

    test('nothing was asked of WhatsApp that it does not have', async () => {
      expect(await harnessOf().faults.missing()).toEqual([]);
    });
  });
}
