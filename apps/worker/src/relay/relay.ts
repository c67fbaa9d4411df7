import { setTimeout as delay } from 'node:timers/promises';
import { listenToOutbox } from '@soul-kg-crm/database';
import type { WorkerContext } from '../context.ts';
import { repeat } from '../runtime/repeat.ts';
import { publishBatch, RELAY_BATCH } from './publish-batch.ts';

const POLL_MS = 1_000;
/** After something was published, so that many commits in a row are few batches; a lone commit does not wait. */
const GATHER_MS = 10;

/**
 * Publishes what transactions announced: woken by each commit, and looking by itself every second. Of all workers one is
 * the relay at a time, so that the order of publishing is one order.
 */
export function startRelay(context: WorkerContext): AsyncDisposable {
  const { log } = context;
  const listener = listenToOutbox({
    url: context.databaseUrl,
    onWake: () => loop.wake(),
    onError: (err) => log.warn({ err }, 'relay.listener_lost'),
  });
  const loop = repeat({
    name: 'relay',
    everyMs: POLL_MS,
    log,
    work: async (signal) => {
      if (!(await listener.lead())) return;
      let published = RELAY_BATCH;
      while (published === RELAY_BATCH && !signal.aborted) published = await publishBatch(context);
      if (published > 0) await delay(GATHER_MS, undefined, { signal }).catch(() => {});
    },
  });
  return {
    [Symbol.asyncDispose]: async () => {
      await loop[Symbol.asyncDispose]();
      await listener[Symbol.asyncDispose]();
    },
  };
}
