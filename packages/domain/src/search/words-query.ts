/** More words than this make a search no narrower, only slower. */
const MOST_WORDS = 10;

/**
 * What somebody typed as PostgreSQL's tsquery: every word in any form, of the last one the beginning. Null where there is
 * no word in it. Only letters and digits are left of it, so that nothing in it is an operator.
 */
export function wordsQuery(typed: string): string | null {
  // As the words of messages are stored: ё is е (plain_words in the migration).
  const words = typed
    .normalize('NFC')
    .replaceAll('ё', 'е')
    .replaceAll('Ё', 'Е')
    .match(/[\p{L}\p{N}]+/gu);
  if (!words) return null;
  return `${words
    .slice(0, MOST_WORDS)
    .map((word) => `'${word}'`)
    .join(' & ')}:*`;
}
