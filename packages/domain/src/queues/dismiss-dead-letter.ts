import type { Scope } from '@soul-kg-crm/database';
import { Problem } from '@soul-kg-crm/shared/problems';
import { recordActivity } from '../activity/record-activity.ts';
import { announce } from '../realtime/announce.ts';
import { isDead } from './dead-letters.ts';

/** Puts a dead letter aside: it is kept, but nobody is shown it or tries it again. */
export async function dismissDeadLetter(
  scope: Scope,
  { inboundEventId, actorId }: { inboundEventId: string; actorId: string | null },
): Promise<void> {
  await scope.transaction(async (tx) => {
    const { count } = await tx.db.inboundEvent.updateMany({
      where: { id: inboundEventId, ...isDead },
      data: { dismissedAt: new Date() },
    });
    if (count === 0) throw new Problem('NOT_FOUND');
    await recordActivity(tx, {
      ...{ actorId, action: 'dead_letter.dismissed' },
      ...{ targetType: 'inbound_event', targetId: inboundEventId },
    });
    await announce(tx, { kind: 'queues.updated', organizationId: tx.organizationId });
  });
}
