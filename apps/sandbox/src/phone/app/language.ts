import { english, type Words } from './words-en.ts';
import { russian } from './words-ru.ts';

export type Language = 'en' | 'ru';
const KEY = 'sandbox-language';

let language: Language = readLanguage();

export function currentLanguage(): Language {
  return language;
}

export function setLanguage(next: Language): void {
  language = next;
  localStorage.setItem(KEY, next);
}

/** A text of the page, with its blanks filled in. */
export function t(name: keyof Words, blanks: Record<string, string | number> = {}): string {
  const text = (language === 'ru' ? russian : english)[name];
  return text.replace(/\{(\w+)\}/g, (whole, blank: string) => String(blanks[blank] ?? whole));
}

export function timeOf(ms: number): string {
  return new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit' }).format(ms);
}

export function dayOf(ms: number): string {
  const days = Math.round((startOfDay(Date.now()) - startOfDay(ms)) / 86_400_000);
  if (days === 0) return t('today');
  if (days === 1) return t('yesterday');
  return new Intl.DateTimeFormat(language, { day: 'numeric', month: 'long' }).format(ms);
}

/** `+996 555 214 783`: the country as far as it is known here, then groups of three. */
export function phoneText(phone: string): string {
  const [, country = '', rest = ''] = /^\+(996|998|992|993|994|7|1|\d{2})(\d+)$/.exec(phone) ?? [];
  return country ? `+${country} ${rest.replace(/(\d{3})(?=\d{2,})/g, '$1 ')}` : phone;
}

function readLanguage(): Language {
  const kept = localStorage.getItem(KEY) ?? navigator.language;
  return kept.startsWith('ru') ? 'ru' : 'en';
}

function startOfDay(ms: number): number {
  return new Date(ms).setHours(0, 0, 0, 0);
}
