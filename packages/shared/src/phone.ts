import { parsePhoneNumberWithError, validatePhoneNumberLength } from 'libphonenumber-js/min';

/** What is wrong with a number; NOT_VALID: numbers of its country have fewer digits, and others have more. */
export type PhoneFault =
  | 'EMPTY'
  | 'NOT_A_NUMBER'
  | 'TOO_SHORT'
  | 'TOO_LONG'
  | 'INVALID_COUNTRY'
  | 'NOT_VALID';

export type PhoneResult =
  | { ok: true; phone: string; country: string | null }
  | { ok: false; reason: PhoneFault };

/**
 * Reads a phone number in any usual spelling (`+996 555 12-34-56`, `996555123456`, `8 (701) 123-45-67` with a
 * `defaultCountry`) and gives the international form `+996555123456`, or the reason why it is none.
 */
export function parsePhone(input: string, defaultCountry?: 'KG' | 'KZ' | 'UZ' | 'RU'): PhoneResult {
  const text = input.trim();
  if (text === '') return { ok: false, reason: 'EMPTY' };
  if (/[^\d\s()+.\-–/]/u.test(text)) return { ok: false, reason: 'NOT_A_NUMBER' };
  const international = text.startsWith('+') || defaultCountry ? text : `+${text.replace(/\D/g, '')}`;
  return parse(international, defaultCountry);
}

/** The international form, or null where there is none. For input that was checked before. */
export function normalizePhone(input: string): string | null {
  const result = parsePhone(input);
  return result.ok ? result.phone : null;
}

function parse(text: string, defaultCountry?: 'KG' | 'KZ' | 'UZ' | 'RU'): PhoneResult {
  try {
    const number = parsePhoneNumberWithError(text, defaultCountry);
    if (!number.isPossible()) {
      return { ok: false, reason: faultOf(validatePhoneNumberLength(text, defaultCountry)) };
    }
    return { ok: true, phone: number.number, country: number.country ?? null };
  } catch (error) {
    return { ok: false, reason: faultOf(error instanceof Error ? error.message : undefined) };
  }
}

const FAULTS = ['NOT_A_NUMBER', 'TOO_SHORT', 'TOO_LONG', 'INVALID_COUNTRY'] as const;

/** The library's word, as ours. */
function faultOf(word: string | undefined): PhoneFault {
  return FAULTS.find((fault) => fault === word) ?? 'NOT_VALID';
}
