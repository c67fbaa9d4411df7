import { describe, expect, test } from 'vitest';
import { ackLevelOf } from '../src/client/map-ack.ts';
import { contactFromChatId, isPersonal, toProviderMessage } from '../src/client/map-message.ts';
import { isSealed, rawMessage } from '../src/client/raw-message.ts';
import { sessionEndOf } from '../src/client/session-end.ts';

const OWN = { phone: '996555000111@c.us', lid: '777000@lid' };
const CHAT = '996700123456@c.us';

function raw(fields: object = {}, id: object = {}) {
  const key = { fromMe: false, remote: CHAT, id: 'ABC', _serialized: `false_${CHAT}_ABC`, ...id };
  return rawMessage.parse({ id: key, type: 'chat', t: 1_700_000_000, body: 'hello', ...fields });
}

function read(message: ReturnType<typeof raw>) {
  return toProviderMessage(message, contactFromChatId(message.id.remote), OWN);
}

describe('a message of the library', () => {
  test('becomes one of ours', () => {
    expect(read(raw({ notifyName: 'Aida' }))).toEqual({
      providerMessageId: `false_${CHAT}_ABC`,
      isFromMe: false,
      chatId: CHAT,
      contact: { phone: '+996700123456', lid: null, name: 'Aida' },
      kind: 'TEXT',
      content: 'hello',
      sentAtMs: 1_700_000_000_000,
      quotedProviderMessageId: null,
      media: null,
      ack: null,
    });
  });

  test('has the id that the page gives it, also where the key does not tell its text', () => {
    const remote = { server: 'c.us', user: '996700123456', _serialized: CHAT };
    const minified = { _serialized: undefined, $1: `false_${CHAT}_ABC` };
    expect(raw({}, { remote, ...minified }).id._serialized).toBe(`false_${CHAT}_ABC`);
    const inGroup = { remote: '1-2@g.us', participant: remote, ...minified };
    expect(raw({}, inGroup).id._serialized).toBe(`false_1-2@g.us_ABC_${CHAT}`);
  });

  test.each([
    ['image', 'IMAGE'],
    ['video', 'VIDEO'],
    ['ptv', 'VIDEO'],
    ['audio', 'AUDIO'],
    ['ptt', 'VOICE'],
    ['document', 'DOCUMENT'],
    ['sticker', 'STICKER'],
    ['location', 'LOCATION'],
    ['vcard', 'CONTACT'],
    ['poll_creation', 'UNSUPPORTED'],
    ['something new', 'UNSUPPORTED'],
  ])('of type %s is a %s', (type, kind) => {
    expect(read(raw({ type })).kind).toBe(kind);
  });

  test('with a file has its caption as content, never the preview that WhatsApp keeps in the body', () => {
    const message = read(
      raw({
        type: 'video',
        body: '/9j/4AAQ',
        caption: 'look',
        mimetype: 'video/mp4',
        size: '2048',
        duration: '12',
        width: 640,
      }),
    );
    expect(message.content).toBe('look');
    expect(message.media).toEqual({
      mimeType: 'video/mp4',
      fileName: null,
      size: 2048,
      width: 640,
      height: null,
      durationMs: 12_000,
    });
  });

  test('with a place shows a link to it', () => {
    const { content } = read(raw({ type: 'location', body: '/9j/', lat: 42.87, lng: 74.59, loc: 'Ala-Too' }));
    expect(content).toBe('Ala-Too\nhttps://maps.google.com/?q=42.87,74.59');
  });

  test('that quotes the other person or ourselves names the whole id', () => {
    const theirs = raw({ quotedStanzaID: 'Q1', quotedParticipant: { _serialized: CHAT } });
    const ours = raw({ quotedStanzaID: 'Q2', quotedParticipant: '777000:3@lid' });
    expect(read(theirs).quotedProviderMessageId).toBe(`false_${CHAT}_Q1`);
    expect(read(ours).quotedProviderMessageId).toBe(`true_${CHAT}_Q2`);
  });

  test.each([
    ['a group', {}, { remote: '12036304@g.us' }],
    ['a status', {}, { remote: 'status@broadcast' }],
    ['a channel', {}, { remote: '12036304@newsletter' }],
    ['a note to oneself', {}, { remote: OWN.phone }],
    ['a note to oneself by privacy id', {}, { remote: OWN.lid }],
    ['a system notice', { type: 'e2e_notification' }, {}],
    ['an answer that somebody has added to a poll', { type: 'poll_add_option_decrypted' }, {}],
    ['a message that was pinned', { type: 'pin_message' }, {}],
    ['a sealed reaction', { type: 'reaction_enc' }, {}],
    ['a deleted message', { type: 'revoked' }, {}],
    ['one not yet decrypted', { type: 'ciphertext' }, {}],
  ])('%s is left out', (_name, fields, id) => {
    expect(isPersonal(raw(fields, id), OWN)).toBe(false);
  });

  test('from a privacy id is personal', () => {
    expect(isPersonal(raw({}, { remote: '123456@lid' }), OWN)).toBe(true);
  });

  test('that is to be viewed once, on the phone alone, is one that cannot be shown here', () => {
    const once = raw({ type: 'ciphertext', subtype: 'view_once_unavailable_fanout', body: null });
    expect(isPersonal(once, OWN)).toBe(true);
    expect(read(once)).toMatchObject({ kind: 'UNSUPPORTED', content: '', media: null });
  });

  test('cannot be read yet, unless it never can be here', () => {
    expect(isSealed(raw({ type: 'ciphertext' }))).toBe(true);
    expect(isSealed(raw({ type: 'ciphertext', subtype: 'view_once_unavailable_fanout' }))).toBe(false);
    expect(isSealed(raw())).toBe(false);
  });

  test('without the fields that it must have is refused', () => {
    expect(rawMessage.safeParse({ id: { fromMe: true }, type: 'chat' }).success).toBe(false);
  });
});

test('acks only tell what happened', () => {
  expect([-1, 0, 1, 2, 3, 4, null].map(ackLevelOf)).toEqual([
    'FAILED',
    null,
    'SENT',
    'DELIVERED',
    'READ',
    'READ',
    null,
  ]);
});

test('an unknown reason to disconnect is a page that cannot be worked with', () => {
  expect(sessionEndOf('LOGOUT')).toBe('LOGGED_OUT');
  expect(sessionEndOf('TOS_BLOCK')).toBe('BLOCKED');
  expect(sessionEndOf('SOMETHING_NEW')).toBe('PAGE_UNRESPONSIVE');
});
