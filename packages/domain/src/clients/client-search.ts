import { Prisma } from '@soul-kg-crm/database';

/** Clients whose name or phone number contains the text; the trigram indexes answer it. */
export function clientMatches(search: string): Prisma.ClientWhereInput {
  const text = search.trim();
  const digits = text.replace(/[\s()\-–+]/g, '');
  const byName: Prisma.ClientWhereInput = { name: { contains: escapeLike(text), mode: 'insensitive' } };
  // Somebody who types +996 (555) 12-34 looks for the digits, however they are written.
  if (!/^\d{2,}$/.test(digits)) return byName;
  return { OR: [byName, { phone: { contains: digits } }] };
}

/** The same as a condition on `clients` in raw SQL. */
export function clientMatchesSql(search: string): Prisma.Sql {
  const text = search.trim();
  const digits = text.replace(/[\s()\-–+]/g, '');
  const byName = Prisma.sql`clients.name ILIKE ${`%${escapeLike(text)}%`}`;
  if (!/^\d{2,}$/.test(digits)) return byName;
  return Prisma.sql`(${byName} OR clients.phone LIKE ${`%${digits}%`})`;
}

/** A percent sign in a name is a percent sign. */
function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
