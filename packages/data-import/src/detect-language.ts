import { WORDS } from './language-words.ts';

/** BCP 47: Russian, English, Kyrgyz, Kazakh, Uzbek. */
export type LanguageCode = 'ru' | 'en' | 'ky' | 'kk' | 'uz';

export interface DetectedLanguage {
  /** Null where nothing tells it: a number, an emoji, a name. */
  language: LanguageCode | null;
  /** 0 to 1. */
  confidence: number;
}

const NOTHING: DetectedLanguage = { language: null, confidence: 0 };

/**
 * The language in which something is written, by letters that only some alphabets have and by frequent words. People mix:
 * a Russian sentence with one Kyrgyz greeting is Russian.
 */
export function detectLanguage(text: string): DetectedLanguage {
  const words = wordsOf(text);
  if (words.length === 0) return NOTHING;
  const scores = new Map<LanguageCode, number>();
  const add = (language: LanguageCode, points: number) =>
    scores.set(language, (scores.get(language) ?? 0) + points);
  for (const word of words) scoreWord(word, add);
  const [best, second] = [...scores].sort(([, a], [, b]) => b - a);
  if (!best) return fallback(words);
  const [language, points] = best;
  const rest = second?.[1] ?? 0;
  if (points === rest) return NOTHING;
  // Certain when all of it speaks for one language and there is more than a word of it.
  const share = (points - rest) / points;
  return { language, confidence: round(share * (1 - 0.5 ** (points / 2))) };
}

type Add = (language: LanguageCode, points: number) => void;

const KAZAKH_ONLY = /[әғқұһі]/u;
const TURKIC = /[өүң]/u;
const RUSSIAN_ONLY = /[щъёэ]/u;
const UZBEK_CYRILLIC = /[ўҳ]/u;
const UZBEK_LATIN = /[og][ʻʼ'’`‘]/u;

function scoreWord(word: string, add: Add): void {
  for (const [language, known] of WORDS) if (known.has(word)) add(language, 2);
  if (UZBEK_CYRILLIC.test(word)) add('uz', 3);
  else if (KAZAKH_ONLY.test(word)) add('kk', 3);
  else if (TURKIC.test(word)) {
    // Shared by Kyrgyz and Kazakh; Kyrgyz has none of the other letters, and doubles its vowels.
    add('ky', /(өө|үү|оо|уу|аа|ээ)/u.test(word) ? 3 : 2);
    add('kk', 1);
  } else if (/(оо|уу|аа)/u.test(word)) add('ky', 1);
  if (RUSSIAN_ONLY.test(word)) add('ru', 1);
  if (UZBEK_LATIN.test(word)) add('uz', 3);
}

/** No word is known: letters alone tell little, and a single word may be a name. */
function fallback(words: readonly string[]): DetectedLanguage {
  if (words.length < 3) return NOTHING;
  const letters = words.join('');
  if (/^\p{Script=Cyrillic}+$/u.test(letters)) return { language: 'ru', confidence: 0.3 };
  if (/^[a-z']+$/.test(letters)) return { language: 'en', confidence: 0.2 };
  return NOTHING;
}

/**
 * Addresses and e-mails say nothing of the language of the rest. Looked for in one piece after the other: of one expression
 * for the whole text, a long one without a blank would take seconds.
 */
function wordsOf(text: string): string[] {
  const spoken = text
    .toLowerCase()
    .split(/\s+/)
    .filter((piece) => !/:\/\/|www\.|@/.test(piece));
  return spoken.join(' ').match(/\p{L}[\p{L}ʻʼ'’`‘]*/gu) ?? [];
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
