import { parsePhone } from '@soul-kg-crm/shared/phone';
import type { LanguageCode } from './detect-language.ts';

/** How to speak to somebody, and when. */
export interface CulturalContext {
  /** ISO 3166-1 alpha-2, by the number; null while only a privacy id is known. */
  country: string | null;
  /** IANA name; where a country has several, the one most of its people live in. */
  timeZone: string | null;
  /** What they speak most likely: what they wrote, else what is usual where they are. */
  language: LanguageCode | null;
  /** `formal`: by surname or “Вы”; `respectful`: an elder is байке or эже, aka or opa; `casual`: by the first name. */
  greeting: 'formal' | 'respectful' | 'casual';
}

interface Country {
  timeZone: string;
  language: LanguageCode;
}

// Where the customers of a business in Central Asia are, and go to work.
const COUNTRIES: Readonly<Record<string, Country>> = {
  KG: { timeZone: 'Asia/Bishkek', language: 'ru' },
  KZ: { timeZone: 'Asia/Almaty', language: 'ru' },
  UZ: { timeZone: 'Asia/Tashkent', language: 'uz' },
  RU: { timeZone: 'Europe/Moscow', language: 'ru' },
  TJ: { timeZone: 'Asia/Dushanbe', language: 'ru' },
  TM: { timeZone: 'Asia/Ashgabat', language: 'ru' },
  BY: { timeZone: 'Europe/Minsk', language: 'ru' },
  AE: { timeZone: 'Asia/Dubai', language: 'en' },
  TR: { timeZone: 'Europe/Istanbul', language: 'en' },
  CN: { timeZone: 'Asia/Shanghai', language: 'en' },
  KR: { timeZone: 'Asia/Seoul', language: 'en' },
  IN: { timeZone: 'Asia/Kolkata', language: 'en' },
  DE: { timeZone: 'Europe/Berlin', language: 'en' },
  GB: { timeZone: 'Europe/London', language: 'en' },
  US: { timeZone: 'America/New_York', language: 'en' },
};

const GREETINGS: Readonly<Record<LanguageCode, CulturalContext['greeting']>> = {
  ru: 'formal',
  en: 'casual',
  ky: 'respectful',
  kk: 'respectful',
  uz: 'respectful',
};

/** What number and language tell of a person's country, time and manners. */
export function culturalContext(phone: string | null, language: LanguageCode | null): CulturalContext {
  const parsed = phone === null ? null : parsePhone(phone);
  const country = parsed?.ok ? parsed.country : null;
  const known = country === null ? undefined : COUNTRIES[country];
  const spoken = language ?? known?.language ?? null;
  return {
    country,
    timeZone: known?.timeZone ?? null,
    language: spoken,
    greeting: spoken === null ? 'formal' : GREETINGS[spoken],
  };
}
