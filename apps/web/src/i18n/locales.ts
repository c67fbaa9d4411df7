export const locales = ['ru', 'en'] as const;
export type Locale = (typeof locales)[number];

/** Where the choice is kept; read by the server, written by the language switch. */
export const LOCALE_COOKIE = 'locale';

export function isLocale(value: unknown): value is Locale {
  return value === 'ru' || value === 'en';
}

/** Russian, unless the browser prefers English to it. */
export function preferredLocale(acceptLanguage: string | null): Locale {
  const first = (acceptLanguage ?? '')
    .split(',')
    .map((part) => part.trim().slice(0, 2).toLowerCase())
    .find(isLocale);
  return first ?? 'ru';
}
