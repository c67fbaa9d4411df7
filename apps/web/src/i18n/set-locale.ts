import { LOCALE_COOKIE, type Locale } from './locales';

const YEAR_S = 365 * 24 * 3600;

/** Remembers the language in this browser; the next page that the server makes speaks it. */
export function rememberLocale(locale: Locale): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Safari before 18.4
  document.cookie = `${LOCALE_COOKIE}=${locale}; path=/; max-age=${YEAR_S}; samesite=lax`;
}
