import { Prisma } from '@soul-kg-crm/database';
import { CANCELLED } from './end-as-taken-back.ts';

/** Of failed messages: those that did fail, and that nobody took back or put aside. */
export const openFailure = {
  // What failed without a code is not `not` anything in SQL.
  OR: [{ errorCode: null }, { errorCode: { not: CANCELLED } }],
  dismissedAt: null,
} satisfies Prisma.MessageWhereInput;

/** The same of messages `m`. */
export const OPEN_FAILURE = Prisma.sql`m.error_code IS DISTINCT FROM ${CANCELLED} AND m.dismissed_at IS NULL`;
