import pg from 'pg';
import * as z from 'zod';
import { Prisma } from '../generated/prisma/client.ts';

const uniqueViolation = z.object({
  driverAdapterError: z.object({
    cause: z.object({
      constraint: z
        .union([z.object({ fields: z.array(z.string()) }), z.object({ index: z.string() })])
        .optional(),
      originalMessage: z.string().optional(),
    }),
  }),
});

// SQLSTATE codes, of statements that do not go through Prisma.
const UNIQUE_VIOLATION = '23505';
const FOREIGN_KEY_VIOLATION = '23503';
const DEADLOCK = '40P01';
const SERIALIZATION_FAILURE = '40001';
/** A standby, or a server or a database that was set so. */
const READ_ONLY = '25006';

/** Whether the error says that a row with this unique key exists already; `constraint` is the index's name or a column of it. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  if (error instanceof pg.DatabaseError && error.code === UNIQUE_VIOLATION) {
    return !constraint || (error.constraint?.includes(constraint) ?? false);
  }
  if (!(error instanceof Prisma.PrismaClientKnownRequestError) || error.code !== 'P2002') return false;
  if (!constraint) return true;
  const parsed = uniqueViolation.safeParse(error.meta);
  return parsed.success && JSON.stringify(parsed.data).includes(constraint);
}

/** Whether a row that another one points to is not, or no longer, there; or two transactions waited for each other. */
export function isBrokenReference(error: unknown): boolean {
  if (error instanceof pg.DatabaseError)
    return error.code === FOREIGN_KEY_VIOLATION || error.code === DEADLOCK;
  return error instanceof Prisma.PrismaClientKnownRequestError && ['P2003', 'P2034'].includes(error.code);
}

/** Whether two transactions waited for each other, or wrote the same at once, and this one was ended: run again, it gets through. */
export function isWriteConflict(error: unknown): boolean {
  if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2034') return true;
  return [DEADLOCK, SERIALIZATION_FAILURE].includes(sqlStateOf(error));
}

/** Whether the error says that PostgreSQL answers, and takes no writes: a standby, or one that was set so. */
export function isReadOnly(error: unknown): boolean {
  return sqlStateOf(error) === READ_ONLY;
}

/** Prisma's own codes for a server that is not reached, or not in time. */
const AWAY_CODES = new Set(['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028']);
/**
 * SQLSTATEs of a lost connection (08…), of a server without room or means (53…: a full disk, no memory), in trouble with
 * its system (58…), that stops, starts or recovers (57P01 to 57P05), takes no writes (25006), waited for us in vain in the
 * middle of a transaction (25P03), or for whoever holds a row (55P03), or ends what takes too long or somebody cancels (57014).
 */
const AWAY_STATE = /^(08|53|58)|^(57P0[1-5]|25006|25P03|55P03|57014)$/;
/** What the system, Prisma's adapter, pg and PostgreSQL say of the same. */
const AWAY_TEXT =
  /ConnectionClosed|DatabaseNotReachable|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|\b(08\d{3}|57P0[1-5]|53300|25P03)\b|connection terminated|terminating connection|connection error|connection is closed|is not queryable|server has closed|timeout exceeded when trying to connect|query read timeout|the database system is/i;

/** Whether the error says that PostgreSQL itself cannot be reached, or takes nothing, now; trying again later is right. */
export function isDatabaseAway(error: unknown): boolean {
  if (error instanceof Prisma.PrismaClientInitializationError) return true;
  if (error instanceof Prisma.PrismaClientKnownRequestError && AWAY_CODES.has(error.code)) return true;
  if (AWAY_STATE.test(sqlStateOf(error))) return true;
  // An address with several forms (localhost) fails with an error that has a code and no text.
  return error instanceof Error && AWAY_TEXT.test(`${'code' in error ? error.code : ''} ${error.message}`);
}

const withState = z.object({
  driverAdapterError: z.object({ cause: z.object({ originalCode: z.string() }) }),
});

/** '' where the error has none. */
function sqlStateOf(error: unknown): string {
  if (error instanceof pg.DatabaseError) return error.code ?? '';
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return '';
  const parsed = withState.safeParse(error.meta);
  return parsed.success ? parsed.data.driverAdapterError.cause.originalCode : '';
}
