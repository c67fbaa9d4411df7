import { type Logger, pino } from 'pino';

/** Logs name an event and ids; what people wrote or their numbers never get here. */
export function createLog(level: string): Logger {
  return pino({
    name: 'worker',
    level,
    serializers: { err: describeError },
  });
}

interface ErrorDescription {
  name: string;
  message: string;
  code?: string;
  stack?: string;
  cause?: ErrorDescription;
}

/** Errors of the database quote the values of the query; only their kind and place are logged. */
function describeError(error: unknown): ErrorDescription {
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
