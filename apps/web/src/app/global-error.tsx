'use client';

import './globals.css';
import { useLayoutEffect, useSyncExternalStore } from 'react';
import { buttonStyle } from '@/components/ui/button-style';
import { isLocale, LOCALE_COOKIE, type Locale, preferredLocale } from '@/i18n/locales';
import en from '../../messages/en/common.json';
import ru from '../../messages/ru/common.json';

const texts = { ru: ru.broken, en: en.broken };

/** Stands where even what surrounds every page has failed: it knows of language and appearance only what the browser does. */
export default function BrokenDashboard({ reset }: { error: Error; reset: () => void }) {
  const locale = useSyncExternalStore(
    () => () => {},
    localeOfBrowser,
    () => 'ru' as const,
  );
  const { title, text, again } = texts[locale];
  useLayoutEffect(() => {
    document.documentElement.classList.toggle('dark', isDark());
  }, []);
  return (
    <html lang={locale} suppressHydrationWarning>
      <body>
        <title>{title}</title>
        <main className="grid min-h-dvh place-content-center justify-items-center gap-4 p-6 text-center">
          <h1 className="text-xl font-semibold">{title}</h1>
          <p className="max-w-sm text-muted-foreground">{text}</p>
          <button type="button" onClick={reset} className={buttonStyle()}>
            {again}
          </button>
        </main>
      </body>
    </html>
  );
}

function localeOfBrowser(): Locale {
  const [, chosen] = document.cookie.match(new RegExp(`(?:^|; )${LOCALE_COOKIE}=(\\w+)`)) ?? [];
  return isLocale(chosen) ? chosen : preferredLocale(navigator.languages.join(','));
}

/** As next-themes keeps it. */
function isDark(): boolean {
  const theme = keptTheme();
  return theme === 'dark' || (theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
}

function keptTheme(): string | null {
  try {
    return localStorage.getItem('theme');
  } catch {
    return null;
  }
}
