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
 * the command with its arguments, Redis' password among them: only kind and place remain.
 */
export function describeError(error: unknown): ErrorDescription {
  if (!(error instanceof Error)) return { name: 'unknown', message: typeof error };
  const isFromDatabase = error.name.startsWith('Prisma');
  const frames = error.stack
    ?.split('\n')
    .filter((line) => line.startsWith('    at '))
    .slice(0, 8)
    .join('\n');
  return {
    name: error.name,
    message: isFromDatabase ? 'database error' : error.message,
    ...('code' in error && typeof error.code === 'string' && { code: error.code }),
    ...(frames && { stack: frames }),
    ...(error.cause instanceof Error && { cause: describeError(error.cause) }),
  };
}
