import type { ScopedTransaction } from '@soul-kg-crm/database';
import { recordActivity } from '../activity/record-activity.ts';

/** Notes what was done with several messages at once: how many, and never which. */
export async function recordMessages(
  tx: ScopedTransaction,
  action: 'messages.retried' | 'messages.dismissed',
  actorId: string | null,
  count: number,
): Promise<void> {
  await recordActivity(tx, {
    ...{ actorId, action, targetType: 'organization', targetId: tx.organizationId },
    details: { count },
  });
}
