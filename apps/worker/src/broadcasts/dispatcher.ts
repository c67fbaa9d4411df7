import { isDatabaseAway } from '@soul-kg-crm/database';
import { dispatchNext } from '@soul-kg-crm/domain';
import { BROADCAST_QUEUE, createJobWorker, dispatchBroadcast, type JobWorker } from '@soul-kg-crm/queue';
import type { WorkerContext } from '../context.ts';

/** Each job is one short transaction, so that one organisation's broadcast holds up nobody else's. */
const CONCURRENCY = 4;

/** Makes the next messages of broadcasts; the channels' own lanes send them, at their pace. */
export function startBroadcastDispatcher(context: WorkerContext): JobWorker {
  const { database, log, redis, prefix } = context;
  return createJobWorker(dispatchBroadcast, {
    redis,
    prefix,
    queueName: BROADCAST_QUEUE,
    concurrency: CONCURRENCY,
    waitsOut: isDatabaseAway,
    handle: async ({ payload: { organizationId, broadcastId } }) => {
      const taken = await dispatchNext(database.forOrganization(organizationId), broadcastId);
      if (taken > 0) log.debug({ broadcastId, taken }, 'broadcast.dispatched');
    },
    onError: (err, payload) => log.error({ broadcastId: payload?.broadcastId, err }, 'broadcast.failed'),
    onTrouble: (err) => log.warn({ err }, 'broadcast.queue_failed'),
  });
}
