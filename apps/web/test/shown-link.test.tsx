import { NextIntlClientProvider } from 'next-intl';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { ShownLink } from '@/features/team/shown-link';
import { messagesOf } from '@/i18n/messages';

test.each(['ru', 'en'] as const)('until when a link works is said to the minute: %s', (locale) => {
  const expiresAt = '2026-11-23T10:17:00.000Z';
  const made = { id: 'l1', email: 'aizada@example.com', expiresAt, link: 'https://crm.example.com/x' };
  const html = renderToStaticMarkup(
    <NextIntlClientProvider locale={locale} messages={messagesOf(locale)} timeZone="Asia/Bishkek">
      <ShownLink made={made} onDone={() => {}} />
    </NextIntlClientProvider>,
  );
  // A link for a new password lives for a day: its date alone would leave open which end of that day is meant.
  const clock = new Intl.DateTimeFormat(locale, { timeStyle: 'short' });
  expect(html).toContain(clock.format(new Date(expiresAt)));
});
