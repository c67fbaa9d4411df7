import { isDatabaseAway, type Scope } from '@soul-kg-crm/database';
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
  const { database, log, redis, prefix } = context;
  return createJobWorker(processInbound, {
    redis,
    prefix,
    queueName: INCOMING_QUEUE,
    concurrency: CONCURRENCY,
    waitsOut: isDatabaseAway,
    handle: async ({ payload: { organizationId, inboundEventIds }, isLastAttempt }) => {
      const scope = database.forOrganization(organizationId);
      const troubles: unknown[] = [];
      // One that fails holds up none of the others; whoever had its effect is passed over when the job is tried again.
      for (const id of inboundEventIds) {
        const trouble = await process(context, scope, id);
        if (trouble) troubles.push(trouble);
      }
      // After the last attempt an ack stays in the database, for the sweep or for its message to find it.
      const grave = troubles.find((trouble) => !(trouble instanceof AckWaitsError));
      if (grave) throw grave;
      if (troubles.length > 0 && !isLastAttempt) throw troubles[0];
    },
    onError: (err, payload) => {
      // What went wrong with an event has been told with its id.
      if (payload === null) log.error({ err }, 'inbound.job_not_understood');
    },
    onTrouble: (err) => log.error({ err }, 'inbound.queue_failed'),
  });
}

/** What is to be thrown once the others are done; a database that is away is thrown at once. */
async function process(
  { metrics, log }: Pick<WorkerContext, 'metrics' | 'log'>,
  scope: Scope,
  inboundEventId: string,
): Promise<unknown> {
  try {
    const outcome = await processInboundEvent(scope, inboundEventId);
    metrics.processed.inc({ outcome });
    return outcome === 'waiting' ? new AckWaitsError() : null;
  } catch (error) {
    if (isDatabaseAway(error)) throw error;
    log.error({ inboundEventId, err: error }, 'inbound.failed');
    return error;
  }
}
