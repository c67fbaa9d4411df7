import { expect, test } from 'vitest';
import { normalizePhone, parsePhone } from '../src/phone.ts';
import { extractPhoneFromWhatsAppId, formatPhoneNumber, parseWhatsAppChat } from '../src/whatsapp-id.ts';

test.each([
  ['+996 555 12-34-56', '+996555123456'],
  ['996555123456', '+996555123456'],
  ['+7 (701) 123-45-67', '+77011234567'],
  ['79991234567', '+79991234567'],
  ['+998 90 123 45 67', '+998901234567'],
  ['+49 1512 3456789', '+4915123456789'],
])('%s is read as %s', (input, phone) => {
  expect(normalizePhone(input)).toBe(phone);
});

test('a national spelling is read with its country', () => {
  expect(parsePhone('8 (701) 123-45-67', 'KZ')).toMatchObject({ ok: true, phone: '+77011234567' });
  expect(parsePhone('0555 123456', 'KG')).toMatchObject({ ok: true, phone: '+996555123456' });
});

test.each([
  ['', 'EMPTY'],
  ['call me', 'NOT_A_NUMBER'],
  ['+99655x123456', 'NOT_A_NUMBER'],
  ['+9', 'TOO_SHORT'],
  ['+996 12', 'TOO_SHORT'],
  ['+99655512', 'TOO_SHORT'],
  ['+99655512345678901234', 'TOO_LONG'],
  ['+9965551234567890', 'TOO_LONG'],
  ['+999 555 123', 'INVALID_COUNTRY'],
  ['()', 'NOT_A_NUMBER'],
])('%j is refused as %s', (input, reason) => {
  expect(parsePhone(input)).toEqual({ ok: false, reason });
});

test('phone numbers and WhatsApp ids turn into each other', () => {
  expect(formatPhoneNumber('+996555123456')).toBe('996555123456@c.us');
  expect(extractPhoneFromWhatsAppId('996555123456@c.us')).toBe('+996555123456');
  expect(extractPhoneFromWhatsAppId('996555123456:17@s.whatsapp.net')).toBe('+996555123456');
  expect(extractPhoneFromWhatsAppId('120363041234567890@g.us')).toBeNull();
  expect(extractPhoneFromWhatsAppId('98765432101234@lid')).toBeNull();
});

test.each([
  ['996555123456@c.us', { kind: 'phone', phone: '+996555123456' }],
  ['98765432101234@lid', { kind: 'lid', lid: '98765432101234@lid' }],
  ['98765432101234:3@lid', { kind: 'lid', lid: '98765432101234@lid' }],
  ['120363041234567890@g.us', { kind: 'group' }],
  ['status@broadcast', { kind: 'status' }],
  ['120363000000000000@newsletter', { kind: 'newsletter' }],
  ['0@nothing', { kind: 'other' }],
])('the chat %s is recognised', (id, chat) => {
  expect(parseWhatsAppChat(id)).toEqual(chat);
});
