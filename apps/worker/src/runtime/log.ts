import { describeError } from '@soul-kg-crm/shared/describe-error';
import { type Logger, pino } from 'pino';

/** Logs name an event and ids; what people wrote or their numbers never get here. */
export function createLog(level: string): Logger {
  return pino({
    name: 'worker',
    level,
    serializers: { err: describeError },
  });
}
