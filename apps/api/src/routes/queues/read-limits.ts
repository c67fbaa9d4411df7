import { sentSince } from '@soul-kg-crm/domain';
import { createSendLimits, type Limits, type LimitUsage, usageFromSent } from '@soul-kg-crm/queue';
import { isRedisAway } from '../../http/problem-of.ts';
import { type RequestContext, scopeOf } from '../request-context.ts';

const DAY_MS = 86_400_000;

/** How much of the organisation's limits is in use: as Redis counts it, or as the database remembers while Redis is away. */
export async function readLimits(
  context: Pick<RequestContext, 'api' | 'caller'>,
  limits: Limits,
): Promise<LimitUsage[]> {
  const scope = scopeOf(context);
  const { redis, redisPrefix: prefix } = context.api;
  const sendLimits = createSendLimits({
    ...{ redis, prefix },
    limitsOf: async () => limits,
    sentSince: (_, sinceMs) => sentSince(scope, sinceMs),
  });
  try {
    return await sendLimits.usage(scope.organizationId);
  } catch (error) {
    if (!isRedisAway(error)) throw error;
    const nowMs = Date.now();
    return usageFromSent(limits, await sentSince(scope, nowMs - DAY_MS), nowMs);
  }
}
