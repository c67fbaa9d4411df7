import { Problem } from '@soul-kg-crm/shared/problems';
import * as z from 'zod';

const record = z.record(z.string(), z.unknown());
const uuid = z.uuid();
const uuidOrEmail = z.union([uuid, z.email()]);

/** better-auth takes any text for an id and leaves it to the database to fail; this says so before. */
export function requireIds(input: unknown): void {
  const fields = record.safeParse(input);
  if (!fields.success) return;
  const wrong = Object.entries(fields.data)
    .filter(([name, value]) => value !== null && !isRight(name, value))
    .map(([field]) => ({ field, message: 'Not an id' }));
  if (wrong.length === 0) return;
  throw new Problem('VALIDATION_FAILED', { fields: wrong.map(({ field }) => field).join(', ') }, wrong);
}

function isRight(name: string, value: unknown): boolean {
  if (/IdOrEmail$/.test(name)) return uuidOrEmail.safeParse(value).success;
  return !/^(id|\w+Id)$/.test(name) || uuid.safeParse(value).success;
}
