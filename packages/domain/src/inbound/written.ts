import { Prisma } from '@soul-kg-crm/database';
import { CALL_KINDS } from '@soul-kg-crm/shared/enums';

// What was written, spoken or sent: a call has its place among the messages, and says nothing.

export const written = { kind: { notIn: [...CALL_KINDS] } };

/** The same, as a condition on a column, or on a value, that tells the kind. */
export function isWritten(kind: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`${kind}::text <> ALL (${[...CALL_KINDS]})`;
}
