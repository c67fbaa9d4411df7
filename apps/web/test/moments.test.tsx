import { NextIntlClientProvider } from 'next-intl';
import { renderToStaticMarkup } from 'react-dom/server';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Locale } from '@/i18n/locales';
import { messagesOf } from '@/i18n/messages';
import { useMoments } from '@/i18n/use-moments';

beforeEach(() => void vi.useFakeTimers({ now: new Date(2026, 10, 21, 12), toFake: ['Date'] }));
afterEach(() => void vi.useRealTimers());

function Both({ iso }: { iso: string }) {
  const { short, day } = useMoments();
  return `${short(iso)} | ${day(iso)}`;
}

function said(locale: Locale, ...moment: [number, number, number]): string {
  return renderToStaticMarkup(
    <NextIntlClientProvider locale={locale} messages={messagesOf(locale)} timeZone="UTC">
      <Both iso={new Date(...moment).toISOString()} />
    </NextIntlClientProvider>,
  ).replaceAll(/\s/g, ' ');
}

test('a moment is told as short as its age allows, and of another year with the year', () => {
  expect(said('ru', 2026, 10, 21)).toBe('00:00 | Сегодня');
  expect(said('ru', 2026, 10, 20)).toBe('пт | Вчера');
  expect(said('ru', 2026, 10, 3)).toBe('3 нояб. | 3 ноября');
  expect(said('ru', 2025, 11, 31)).toBe('31.12.2025 | 31 декабря 2025 г.');
  expect(said('en', 2025, 11, 31)).toBe('12/31/25 | December 31, 2025');
});
