/** What is said of text that cannot be kept. */
export const NOT_STORABLE = 'Text with a NUL character or half a surrogate pair';

/** Whether PostgreSQL keeps a text as it is. Half a pair would become another character, and fails in a column of JSON. */
export function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\u0000');
}
