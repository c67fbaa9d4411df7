import { Prisma } from '@soul-kg-crm/database';

/** The id that a text is; null for anything else, which one bad row must not make the whole page fail for. */
export function uuidIn(text: Prisma.Sql): Prisma.Sql {
  const form = '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$';
  return Prisma.sql`CASE WHEN ${text} ~ ${form} THEN (${text})::uuid END`;
}
