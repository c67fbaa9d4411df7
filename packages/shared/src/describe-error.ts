import * as z from 'zod';

/** What of an error may stand in a log. */
export interface ErrorDescription {
  name: string;
  message: string;
  code?: string;
  stack?: string;
  cause?: ErrorDescription;
}

/**
 * The only form in which errors are logged. Errors of the database quote the values of the query, those of ioredis carry
 * the command with its arguments, Redis' password among them: only kind and place remain, and what PostgreSQL says where it
 * speaks of itself.
 */
export function describeError(error: unknown): ErrorDescription {
  if (!(error instanceof Error)) return { name: 'unknown', message: typeof error };
  const frames = error.stack
    ?.split('\n')
    .filter((line) => line.startsWith('    at '))
    .slice(0, 8)
    .join('\n');
  return {
    name: error.name,
    message: error.name.startsWith('Prisma') ? sayOfDatabase(error) : error.message,
    ...('code' in error && typeof error.code === 'string' && { code: error.code }),
    ...(frames && { stack: frames }),
    ...(error.cause instanceof Error && { cause: describeError(error.cause) }),
  };
}

const ofDatabase = z.object({
  meta: z.object({
    driverAdapterError: z.object({
      cause: z.object({
        kind: z.string(),
        originalCode: z.string().optional(),
        originalMessage: z.string().optional(),
      }),
    }),
  }),
});

/** SQLSTATEs of connections, transactions, means, objects in use, operators and the system: no row is spoken of. */
const OF_ITSELF = /^(08|25|40|53|55|57|58)/;

/** No way leads to it, there are too many connections, the disk is full: whoever reads the log has to know which. */
function sayOfDatabase(error: Error): string {
  const parsed = ofDatabase.safeParse(error);
  if (!parsed.success) return 'database error';
  const { kind, originalCode = '', originalMessage } = parsed.data.meta.driverAdapterError.cause;
  return `database error: ${(OF_ITSELF.test(originalCode) && originalMessage) || kind}`;
}
