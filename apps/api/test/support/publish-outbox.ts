import { realtimeTopic } from '@soul-kg-crm/queue';
import { Redis } from 'ioredis';
import type { TestApi } from './test-api.ts';

/** Publishes the newest hint of this kind that the organisation's dashboards wait for, as the relay does it. */
export async function publishOutbox(api: TestApi, organizationId: string, kind: string): Promise<void> {
  const row = await api.database.forOrganization(organizationId).db.outboxEvent.findFirstOrThrow({
    where: { topic: 'REALTIME', name: kind },
    orderBy: { id: 'desc' },
  });
  const event = { ...(row.payload as object), kind };
  const redis = new Redis(api.redisUrl);
  try {
    const envelope = JSON.stringify({ cursor: String(row.id), event });
    await redis.publish(realtimeTopic(organizationId, api.redisPrefix), envelope);
  } finally {
    redis.disconnect();
  }
}
