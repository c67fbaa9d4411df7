import { channelDesiredState, controlTopic } from '@soul-kg-crm/queue';
import type { WorkerContext } from '../context.ts';

/** Calls when an organisation wants something else of a channel. Only a hint: what is wanted stands in the database. */
export function listenToControl(
  { redis, prefix, log }: WorkerContext,
  onChange: () => void,
): AsyncDisposable {
  const subscriber = redis.duplicate();
  // Its twin's owner logs the loss of Redis.
  subscriber.on('error', () => {});
  subscriber.on('message', (_topic: string, text: string) => {
    if (text.includes(channelDesiredState.name)) onChange();
  });
  subscriber.subscribe(controlTopic(prefix)).catch((err: unknown) => log.warn({ err }, 'control.not_heard'));
  return {
    [Symbol.asyncDispose]: async () => subscriber.disconnect(),
  };
}
