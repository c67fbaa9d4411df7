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

/** Whether the error says that a row with this unique key exists already; `constraint` is the index's name or a column of it. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError) || error.code !== 'P2002') return false;
  if (!constraint) return true;
  const parsed = uniqueViolation.safeParse(error.meta);
  return parsed.success && JSON.stringify(parsed.data).includes(constraint);
}

/** Whether the error says that PostgreSQL itself cannot be reached now; trying again later is right. */
export function isDatabaseAway(error: unknown): boolean {
  if (error instanceof Prisma.PrismaClientInitializationError) return true;
  if (error instanceof Prisma.PrismaClientKnownRequestError) {
    return ['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028'].includes(error.code);
  }
  const text = error instanceof Error ? error.message : '';
  return /ECONNREFUSED|ECONNRESET|EPIPE|Connection terminated|terminating connection|the database system is/i.test(
    text,
  );
}
