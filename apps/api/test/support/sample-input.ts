import * as z from 'zod';
import type { ContractRoute } from '../../src/http/contract-routes.ts';

/**
 * An input that the route's schema takes, made from the schema itself: what is required, with `ids` where it asks for an
 * id, and the organisation wherever it may be named.
 */
export function sampleInput(route: ContractRoute, ids: Record<string, string>): Record<string, unknown> {
  const schema = route.procedure['~orpc'].inputSchema;
  if (!(schema instanceof z.ZodObject)) return {};
  const fields = Object.entries(schema.shape).filter(
    ([name, field]) => name in always || name === 'organizationId' || !acceptsNothing(field),
  );
  const input = Object.fromEntries(fields.map(([name, field]) => [name, sample(route, name, field, ids)]));
  if (!route.isStream) schema.parse(input);
  return input;
}

function acceptsNothing(field: unknown): boolean {
  return field instanceof z.ZodType && field.safeParse(undefined).success;
}

// Not required by the schema, but by the route: a message needs a text or a file.
const always: Record<string, unknown> = { content: 'Text' };

// Right by form, and without an effect on anybody.
const samples: unknown[] = [
  ...['+996555000111', 'Text', 1, true, 'person@example.com', 'OPEN', 'AGENT', []],
  { filter: {} },
  [{ to: '+996555000111', content: 'Text' }],
];

function sample(route: ContractRoute, name: string, field: unknown, ids: Record<string, string>): unknown {
  if (name in always) return always[name];
  if (name in ids) return ids[name];
  if (field instanceof z.ZodFile) return new File(['text'], 'a.txt', { type: 'text/plain' });
  const found = samples.find((value) => field instanceof z.ZodType && field.safeParse(value).success);
  if (found !== undefined) return found;
  throw new Error(
    `${route.name} asks for ${name}, of which the access test knows no example: add one to its ids or samples.`,
  );
}
