import { isDatabaseAway } from '@soul-kg-crm/database';
import { processInboundEvent } from '@soul-kg-crm/domain';
import { createJobWorker, INCOMING_QUEUE, type JobWorker, processInbound } from '@soul-kg-crm/queue';
import type { WorkerContext } from '../context.ts';

const CONCURRENCY = 8;

/** An ack whose message is just being written: trying again in a moment is cheaper than the sweep. */
class AckWaitsError extends Error {
  constructor() {
    super('The message of this ack is not known yet');
    this.name = 'AckWaitsError';
  }
}

/** Gives stored inbound events their effect. */
export function startInboundProcessor(context: WorkerContext): JobWorker {
  const { database, metrics, log, redis, prefix } = context;
  return createJobWorker(processInbound, {
    redis,
    prefix,
    queueName: INCOMING_QUEUE,
    concurrency: CONCURRENCY,
    waitsOut: isDatabaseAway,
    handle: async ({ payload, isLastAttempt }) => {
      const scope = database.forOrganization(payload.organizationId);
      const outcome = await processInboundEvent(scope, payload.inboundEventId);
      metrics.processed.inc({ outcome });
      // After the last attempt the event stays in the database, for the sweep or for its message to find it.
      if (outcome === 'waiting' && !isLastAttempt) throw new AckWaitsError();
    },
    onError: (err, payload) => {
      if (err instanceof AckWaitsError) return;
      log.error({ inboundEventId: payload?.inboundEventId, err }, 'inbound.failed');
    },
  });
}
