import { getDefaultWhatsAppSettings } from '@soul-kg-crm/shared/settings';
import { NextIntlClientProvider } from 'next-intl';
import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { TooLong } from '@/components/too-long';
import { MessageBubble } from '@/features/conversation/messages/message-bubble';
import { MessageMedia } from '@/features/conversation/messages/message-media';
import type { ThreadMedia, ThreadMessage } from '@/features/conversation/messages/thread-message';
import { BanWarning } from '@/features/whatsapp-settings/ban-warning';
import type { Locale } from '@/i18n/locales';
import { messagesOf } from '@/i18n/messages';

// Parts of pages as a browser gets them, in both languages.

function textOf(locale: Locale, part: ReactNode): string {
  const html = renderToStaticMarkup(
    <NextIntlClientProvider locale={locale} messages={messagesOf(locale)} timeZone="Asia/Bishkek">
      {part}
    </NextIntlClientProvider>,
  );
  return html
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

const { rateLimiting: usual } = getDefaultWhatsAppSettings();
const warning = (locale: Locale, raised: Partial<typeof usual>) =>
  textOf(locale, <BanWarning rateLimiting={{ ...usual, ...raised }} />);

test('a text that is longer than a message may be says by how much, and none is cut off', () => {
  const note = (locale: Locale, length: number) =>
    textOf(locale, <TooLong id="note" text={'я'.repeat(length)} />).replaceAll(/\s/g, ' ');
  expect(note('en', 4096)).toBe('');
  expect(note('en', 4097)).toBe('The text is too long by 1 character. A message holds 4,096.');
  expect(textOf('en', <TooLong id="note" text="12345 " max={3} />)).toBe(
    'Too long by 2 characters to be saved: 3 fit here.',
  );
  expect(note('ru', 4118)).toBe('Слишком длинный текст: лишних 22 знака. В сообщение помещается 4 096.');
});

test('raised limits show a warning of a ban, the defaults do not', () => {
  expect(warning('en', {})).toBe('');
  expect(warning('en', { messagesPerMinute: 5, messagesPerDay: 100, concurrency: 10 })).toBe('');
  for (const raised of [{ messagesPerMinute: 11 }, { messagesPerHour: 101 }, { messagesPerDay: 501 }]) {
    expect(warning('en', raised)).toContain('higher risk of a ban');
    expect(warning('ru', raised)).toContain('риск блокировки');
  }
});

test('the warning says what is reasonable for a new number and for an old one', () => {
  for (const locale of ['en', 'ru'] as const) {
    const text = warning(locale, { messagesPerDay: 501 }).replaceAll(/\s/g, ' ');
    expect(text).toMatch(/20–30.* 5 .*100–200.* 20 /);
  }
});

const missing: ThreadMedia = {
  ...{ kind: 'IMAGE', status: 'FAILED', fileName: 'image.jpg', mimeType: 'image/jpeg', size: 9 },
  ...{ width: 640, height: 480, url: null, errorMessage: 'WhatsApp no longer has the file.' },
};
const message: ThreadMessage = {
  ...{ key: '1', id: '1', direction: 'INCOMING', sender: 'CLIENT', senderId: null, senderName: null },
  ...{ kind: 'IMAGE', content: 'чек', status: 'PENDING', createdAt: '2026-11-21T10:00:00.000Z' },
  ...{ editedAt: null, revokedAt: null, clientReaction: null, ownReaction: null },
  ...{
    quoted: null,
    media: missing,
    errorMessage: null,
    isFileGone: false,
    uploaded: null,
    isUnderway: false,
    isHeldUp: false,
  },
};

test('a file that did not come is shown as its kind, with the reason', () => {
  const shown = (locale: Locale, media: ThreadMedia) =>
    textOf(locale, <MessageMedia message={{ ...message, media }} />);
  expect(shown('en', missing)).toBe('[Media: image] WhatsApp no longer has the file.');
  expect(shown('ru', missing)).toMatch(/^\[Медиа: изображение\] /);
  expect(shown('en', { ...missing, kind: 'VOICE' })).toMatch(/^\[Media: voice message\] /);
  expect(shown('en', { ...missing, kind: 'DOCUMENT' })).toMatch(/^\[Media: document\] /);
  expect(shown('en', { ...missing, status: 'PENDING' })).toBe('The file is coming from WhatsApp…');
});

const shownBubble = (locale: Locale, changes: Partial<ThreadMessage>) => {
  const bubble = {
    conversationId: '1',
    clientName: 'Aida',
    isFirst: true,
    isLast: true,
    onReply: () => {},
  };
  const text = { ...message, kind: 'TEXT' as const, media: null, content: 'в шесть', ...changes };
  return textOf(locale, <MessageBubble {...bubble} message={text} />);
};

test('what was corrected or deleted at WhatsApp says so beside its text', () => {
  const at = '2026-11-21T10:05:00.000Z';
  expect(shownBubble('ru', {})).not.toMatch(/изменено|удалил/);
  expect(shownBubble('ru', { editedAt: at })).toMatch(/в шесть.*изменено/);
  expect(shownBubble('en', { editedAt: at })).toMatch(/в шесть.*edited/);
  expect(shownBubble('ru', { revokedAt: at })).toMatch(/в шесть.*Клиент удалил это сообщение/);
  expect(shownBubble('en', { revokedAt: at })).toMatch(/в шесть.*The client deleted this message/);
});

test('a reaction says whose it is', () => {
  expect(shownBubble('ru', { clientReaction: '👍' })).toMatch(/в шесть.*Реакция: Aida: 👍$/);
  expect(shownBubble('en', { clientReaction: '👍', ownReaction: '❤️' })).toMatch(
    /Reaction from Aida: 👍 ?Reaction from the phone: ❤️$/,
  );
  expect(shownBubble('en', {})).not.toContain('Reaction');
});
