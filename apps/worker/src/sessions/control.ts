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

/** Makes every worker look at once; where Redis is away, they look a moment later by themselves. */
export async function tellWorkers({ publisher, prefix }: WorkerContext): Promise<void> {
  const hint = JSON.stringify({ name: channelDesiredState.name, payload: {} });
  await publisher.publish(controlTopic(prefix), hint).catch(() => {});
}
