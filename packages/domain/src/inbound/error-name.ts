/** What an error is called where people look after it: its name alone, since its text may quote what a customer wrote. */
export function errorName(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}
