/** What is said of text that cannot be kept. */
export const NOT_STORABLE = 'Text with a NUL character or half a surrogate pair';

/** Whether PostgreSQL keeps a text as it is. Half a pair would become another character, and fails in a column of JSON. */
export function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\u0000');
}

/** The text as PostgreSQL keeps it: without NUL, and with U+FFFD in the place of half a pair. */
export function asStorable(text: string): string {
  return text.replaceAll('\u0000', '').toWellFormed();
}
