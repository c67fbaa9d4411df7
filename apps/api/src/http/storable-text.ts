import { Problem } from '@soul-kg-crm/shared/problems';

/** Refuses text that PostgreSQL cannot keep, wherever it stands in the input. */
export function requireStorableText(value: unknown, path: readonly string[] = []): void {
  if (typeof value === 'string' && value.includes('\u0000')) {
    const field = path.join('.') || 'body';
    throw new Problem('VALIDATION_FAILED', { fields: field }, [
      { field, message: 'Text with a NUL character' },
    ]);
  }
  if (typeof value !== 'object' || value === null || value instanceof Blob) return;
  for (const [key, inner] of Object.entries(value)) requireStorableText(inner, [...path, key]);
}
