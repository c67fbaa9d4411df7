import { type QueueCounts, requireRedisWrites, sendQueueName } from '@soul-kg-crm/queue';
import type { ApiContext } from '../../context.ts';
import { isRedisAway } from '../../http/problem-of.ts';

/** What lies on the numbers' send queues; null while Redis is away, or takes nothing and so moves nothing. */
export async function readJobs(
  { queues, redis, redisPrefix }: Pick<ApiContext, 'queues' | 'redis' | 'redisPrefix'>,
  channelIds: readonly string[],
): Promise<ReadonlyMap<string, QueueCounts> | null> {
  try {
    await requireRedisWrites(redis, redisPrefix);
    const counts = channelIds.map(async (id) => [id, await queues.counts(sendQueueName(id))] as const);
    return new Map(await Promise.all(counts));
  } catch (error) {
    if (isRedisAway(error)) return null;
    throw error;
  }
}
