import { type QueueCounts, sendQueueName } from '@soul-kg-crm/queue';
import type { ApiContext } from '../../context.ts';
import { isRedisAway } from '../../http/problem-of.ts';

/** What lies on the numbers' send queues; null while Redis is away. */
export async function readJobs(
  { queues }: Pick<ApiContext, 'queues'>,
  channelIds: readonly string[],
): Promise<ReadonlyMap<string, QueueCounts> | null> {
  try {
    const counts = channelIds.map(async (id) => [id, await queues.counts(sendQueueName(id))] as const);
    return new Map(await Promise.all(counts));
  } catch (error) {
    if (isRedisAway(error)) return null;
    throw error;
  }
}
