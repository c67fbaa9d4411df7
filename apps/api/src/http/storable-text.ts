import { Problem } from '@soul-kg-crm/shared/problems';

/** Refuses text that PostgreSQL cannot keep, wherever it stands in the input. */
export function requireStorableText(value: unknown, path: readonly string[] = []): void {
  if (typeof value === 'string' && !isStorable(value)) {
    const field = path.join('.') || 'body';
    throw new Problem('VALIDATION_FAILED', { fields: field }, [
      { field, message: 'Text with a NUL character or half a surrogate pair' },
    ]);
  }
  if (typeof value !== 'object' || value === null || value instanceof Blob) return;
  for (const [key, inner] of Object.entries(value)) requireStorableText(inner, [...path, key]);
}

/** Half a pair would go into a column of text, but not into one of JSON. */
function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\u0000');
}
