import { invalidField } from '@soul-kg-crm/shared/problems';
import { isStorable, NOT_STORABLE } from '@soul-kg-crm/shared/storable-text';

/** What is said of nesting that nobody needs; field-sentences.ts has the Russian. */
export const TOO_DEEP = 'Nested too deeply';

/** More than any input has; a megabyte of brackets would be hundreds of thousands of levels. */
const DEEPEST = 20;

interface Fault {
  path: string[];
  message: string;
}

/** Refuses text that PostgreSQL cannot keep, wherever it stands in the input. */
export function requireStorableText(input: unknown): void {
  const fault = findFault(input, DEEPEST);
  if (!fault) return;
  const field = fault.path.join('.') || 'body';
  throw invalidField(field, fault.message);
}

function findFault(value: unknown, levels: number): Fault | null {
  if (typeof value === 'string') return isStorable(value) ? null : { path: [], message: NOT_STORABLE };
  if (typeof value !== 'object' || value === null || value instanceof Blob) return null;
  if (levels === 0) return { path: [], message: TOO_DEEP };
  for (const [key, inner] of Object.entries(value)) {
    const fault = findFault(inner, levels - 1);
    if (fault) return { ...fault, path: [key, ...fault.path] };
  }
  return null;
}
