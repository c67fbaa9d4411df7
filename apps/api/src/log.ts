import { describeError } from '@soul-kg-crm/shared/describe-error';
import { type DestinationStream, type Logger, pino } from 'pino';

/** Logs name an event and ids; what people wrote, their numbers and secrets never get here. */
export function createLog(level: string, destination?: DestinationStream): Logger {
  const options = { name: 'api', level, serializers: { err: describeError } };
  return destination ? pino(options, destination) : pino(options);
}
