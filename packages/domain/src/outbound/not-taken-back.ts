import { Prisma } from '@soul-kg-crm/database';
import { CANCELLED } from './end-as-taken-back.ts';

/** Of failed messages: those that did fail, and were not taken back by somebody. */
export const notTakenBack = {
  // What failed without a code is not `not` anything in SQL.
  OR: [{ errorCode: null }, { errorCode: { not: CANCELLED } }],
} satisfies Prisma.MessageWhereInput;

/** The same of messages `m`. */
export const NOT_TAKEN_BACK = Prisma.sql`m.error_code IS DISTINCT FROM ${CANCELLED}`;
