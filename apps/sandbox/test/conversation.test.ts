import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import whatsAppWeb from 'whatsapp-web.js';
import { startSandbox, type TestSandbox } from '../src/testing.ts';
import { type LibraryMessage, LibraryRun, profileFolder, waitUntil } from './library.ts';

const ACCOUNT = '+996700555010';
const AIGUL = { phone: '+996555214783', name: 'Айгуль Асанова' };
const AIGUL_CHAT = '996555214783@c.us';

describe('a conversation, through the unmodified library', () => {
  const stack = new AsyncDisposableStack();
  let sandbox: TestSandbox;
  let run: LibraryRun;
  const incoming = (text: string, rest: object = {}) =>
    sandbox.control.incoming({ account: ACCOUNT, from: AIGUL, text, ...rest });

  beforeAll(async () => {
    sandbox = stack.use(await startSandbox());
    const profiles = stack.use(await profileFolder());
    run = stack.use(new LibraryRun(sandbox.standin, profiles.path, 'conversation'));
    await run.client.initialize();
    const [code] = await run.next('qr');
    await sandbox.control.do('scan', { account: ACCOUNT, name: 'Soul KG', code: String(code) });
    await run.next('ready');
  });
  afterAll(async () => {
    // The guard for upgrades of the library: whatever it asks for is there.
    const { missing } = await sandbox.control.state();
    await stack.disposeAsync();
    expect(missing).toEqual([]);
  });

  test('the page tells who it is', () => {
    expect(run.client.info.wid._serialized).toBe('996700555010@c.us');
    expect(run.client.info.pushname).toBe('Soul KG');
  });

  test('a text comes in, and its sender has a name', async () => {
    const { id } = await incoming('Саламатсызбы');
    const message = await run.message('Саламатсызбы');
    expect(message.id._serialized).toBe(id);
    expect(message.from).toBe(AIGUL_CHAT);
    expect((await message.getContact()).pushname).toBe(AIGUL.name);
    expect((await message.getChat()).unreadCount).toBe(1);
  });

  test('the customer sees when it was delivered and read', async () => {
    const { id } = await incoming('have you seen this?');
    const message = await run.message('have you seen this?');
    const stored = async () =>
      (await sandbox.control.messages({ account: ACCOUNT })).find((one) => one.id === id);
    await waitUntil(async () => (await stored())?.isDelivered, 'not delivered');
    expect((await stored())?.isSeen).toBe(false);
    await (await message.getChat()).sendSeen();
    await waitUntil(async () => (await stored())?.isSeen, 'not seen');
    expect((await message.getChat()).unreadCount).toBe(0);
  });

  test('a text goes out once, and its acks come back', async () => {
    const sent = await run.client.sendMessage(AIGUL_CHAT, 'Добрый день!', { waitUntilMsgSent: true });
    const [stored] = await sandbox.control.sentTo({ account: ACCOUNT, to: AIGUL.phone });
    expect(stored).toMatchObject({ id: sent.id._serialized, body: 'Добрый день!', receivedCount: 1 });
    for (const [level, ack] of [
      ['DELIVERED', 2],
      ['READ', 3],
    ] as const) {
      await sandbox.control.do('ack', { account: ACCOUNT, messageId: sent.id._serialized, level });
      await run.next('message_ack', (of: LibraryMessage, heard: number) => {
        return of.id._serialized === sent.id._serialized && heard === ack;
      });
    }
  });

  test('a refused message is told as failed', async () => {
    await sandbox.control.do('faults', { account: ACCOUNT, refusesSends: true });
    const sent = await run.client.sendMessage(AIGUL_CHAT, 'refused');
    await run.next('message_ack', (of: LibraryMessage, ack: number) => {
      return of.id._serialized === sent.id._serialized && ack === -1;
    });
    await sandbox.control.do('faults', { account: ACCOUNT, refusesSends: false });
  });

  test('quotes go both ways', async () => {
    const { id } = await incoming('how much?');
    const answer = await (await run.message('how much?')).reply('100 som');
    const sent = await waitUntil(
      async () =>
        (await sandbox.control.messages({ account: ACCOUNT })).find(({ body }) => body === '100 som'),
      'not sent',
    );
    expect(sent.quotedId).toBe(id);
    await incoming('too much', { quotedId: answer.id._serialized });
    const quoted = await (await run.message('too much')).getQuotedMessage();
    expect(quoted.body).toBe('100 som');
  });

  test.each([
    ['image', 'image/jpeg'],
    ['document', 'application/pdf'],
    ['ptt', 'audio/ogg; codecs=opus'],
    ['video', 'video/mp4'],
  ] as const)('a sample %s comes in and can be fetched', async (kind, mimeType) => {
    await incoming(`sample ${kind}`, { media: { kind } });
    const message = await run.message(`sample ${kind}`);
    expect(message).toMatchObject({ type: kind, hasMedia: true });
    const file = await message.downloadMedia();
    expect(file.mimetype).toBe(mimeType);
    expect(Buffer.from(file.data, 'base64').length).toBeGreaterThan(300);
  });

  test('a given file comes in unchanged, and is gone once WhatsApp has deleted it', async () => {
    const data = Buffer.from('any bytes \u0000\u0001');
    const media = {
      kind: 'document' as const,
      mimeType: 'text/plain',
      fileName: 'a.txt',
      dataBase64: data.toString('base64'),
    };
    const { id } = await incoming('a file', { media });
    const message = await run.message('a file');
    expect(Buffer.from((await message.downloadMedia()).data, 'base64')).toEqual(data);
    await sandbox.control.do('expireMedia', { account: ACCOUNT, messageId: id });
    expect(await message.downloadMedia()).toBeUndefined();
  });

  test('a file goes out', async () => {
    const data = Buffer.alloc(40_000, 7);
    const media = new whatsAppWeb.MessageMedia('application/pdf', data.toString('base64'), 'price.pdf');
    await run.client.sendMessage(AIGUL_CHAT, media, { caption: 'our prices', sendMediaAsDocument: true });
    const sent = await waitUntil(
      async () =>
        (await sandbox.control.messages({ account: ACCOUNT })).find(
          ({ caption }) => caption === 'our prices',
        ),
      'not sent',
    );
    expect(sent).toMatchObject({
      type: 'document',
      media: { mimeType: 'application/pdf', size: data.length },
    });
  });

  test('a privacy id is resolved to the phone', async () => {
    await sandbox.control.incoming({
      account: ACCOUNT,
      from: { phone: '+998901234567', name: 'Dilnoza', usesLid: true, lid: '88001122334455@lid' },
      text: 'from a privacy id',
    });
    const message = await run.message('from a privacy id');
    expect(message.from).toBe('88001122334455@lid');
    const [ids] = await run.client.getContactLidAndPhone([message.from]);
    expect(ids?.pn).toBe('998901234567@c.us');
  });

  test('a message in a group names its author', async () => {
    await incoming('to all', { group: '120363000000000001@g.us' });
    const message = await run.message('to all');
    expect(message).toMatchObject({ from: '120363000000000001@g.us', author: AIGUL_CHAT });
    expect((await message.getChat()).isGroup).toBe(true);
  });

  test('what the owner writes on the phone is told as created, not as received', async () => {
    await sandbox.control.do('ownMessage', { account: ACCOUNT, to: AIGUL, text: 'from the phone' });
    expect((await run.message('from the phone', 'message_create')).fromMe).toBe(true);
    expect(run.heard('message').some(([heard]) => (heard as LibraryMessage).body === 'from the phone')).toBe(
      false,
    );
  });

  test('an unreadable message becomes readable', async () => {
    await incoming('at last', { decryptedAfterMs: 100 });
    await run.next('message_ciphertext');
    expect((await run.message('at last')).type).toBe('chat');
  });

  test('a customer edits, reacts and takes back', async () => {
    const { id } = await incoming('frist');
    await run.message('frist');
    await sandbox.control.do('edit', { account: ACCOUNT, messageId: id, text: 'first' });
    await run.next('message_edit', (_message: LibraryMessage, body: string) => body === 'first');
    await sandbox.control.do('react', { account: ACCOUNT, messageId: id, from: AIGUL.phone, emoji: '👍' });
    await run.next('message_reaction', (reaction: { reaction: string }) => reaction.reaction === '👍');
    await sandbox.control.do('takeBack', { account: ACCOUNT, messageId: id });
    await run.next('message_revoke_everyone', (message: LibraryMessage) => message.id._serialized === id);
  });

  test('a customer calls: a page that cannot take calls tells of it, and each chat keeps its note', async () => {
    const call = { account: ACCOUNT, from: AIGUL, isVideo: true };
    const { id } = (await sandbox.control.do('call', call)) as { id: string };
    const [heard] = await run.next('call', (one: { id: string }) => one.id === id);
    expect(heard).toMatchObject({
      ...{ from: { _serialized: AIGUL_CHAT }, isVideo: true, isGroup: false, fromMe: false },
    });
    // The same call once more is told once more, and noted once.
    await sandbox.control.do('call', { ...call, id });
    await waitUntil(() => run.heard('call').length === 2 || undefined, 'told once');
    // A page that could take it tells the library nothing.
    await sandbox.control.do('call', { ...call, hasVoip: true });
    await sandbox.control.do('call', { ...call, isOutgoing: true });
    await waitUntil(() => run.heard('call').length === 3 || undefined, 'the own one is not told');
    const notes = (await sandbox.control.messages({ account: ACCOUNT })).filter(
      ({ type }) => type === 'call_log',
    );
    expect(notes).toHaveLength(2);
    expect(notes[0]?.id).toBe(`false_${AIGUL_CHAT}_${id}`);
  });

  test('numbers are looked up', async () => {
    await sandbox.control.do('customer', { account: ACCOUNT, phone: '+996700000001', isOnWhatsApp: false });
    expect(await run.client.isRegisteredUser('996700000001')).toBe(false);
    expect(await run.client.isRegisteredUser('996555214783')).toBe(true);
    expect(await run.client.sendMessage('996700000001@c.us', 'nobody there')).toBeUndefined();
    expect(await run.client.getProfilePicUrl(AIGUL_CHAT)).toBeUndefined();
  });

  test('chats and their messages are listed', async () => {
    const chats = await run.client.getChats();
    const chat = chats.find(({ id }) => id._serialized === AIGUL_CHAT);
    expect(chat?.lastMessage).toBeDefined();
    const messages = (await chat?.fetchMessages({ limit: 100 })) ?? [];
    expect(messages.map(({ body }) => body)).toContain('Саламатсызбы');
  });

  test('five hundred messages come in, each once and in their order', async () => {
    await sandbox.control.do('flood', { account: ACCOUNT, count: 500, customers: 7, prefix: 'flood' });
    await run.message('flood 500');
    const bodies = run.heard('message').map(([message]) => (message as LibraryMessage).body);
    expect(bodies.filter((body) => body.startsWith('flood'))).toEqual(
      Array.from({ length: 500 }, (_, index) => `flood ${index + 1}`),
    );
  });
});
