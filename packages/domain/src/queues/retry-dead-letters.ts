import type { Scope, ScopedTransaction } from '@soul-kg-crm/database';
import { processInbound } from '@soul-kg-crm/queue/catalogue';
import { Problem } from '@soul-kg-crm/shared/problems';
import { recordActivity } from '../activity/record-activity.ts';
import { announce } from '../realtime/announce.ts';
import { isDead } from './dead-letters.ts';

/** One call brings so many back; who has more calls again. */
const MOST = 500;

/** Gives a dead letter its attempts anew and puts it on the queue; of two who ask at once, one does. */
export async function retryDeadLetter(
  scope: Scope,
  { inboundEventId, actorId }: { inboundEventId: string; actorId: string | null },
): Promise<void> {
  const count = await scope.transaction((tx) => revive(tx, [inboundEventId], actorId));
  if (count === 0) throw new Problem('NOT_FOUND');
}

/** The same for the oldest of all dead letters; gives how many, and how many are left. */
export async function retryAllDeadLetters(
  scope: Scope,
  actorId: string | null,
): Promise<{ retried: number; left: number }> {
  return scope.transaction(async (tx) => {
    const found = await tx.db.inboundEvent.findMany({
      where: isDead,
      orderBy: [{ receivedAt: 'asc' }, { id: 'asc' }],
      take: MOST,
      select: { id: true },
    });
    const ids = found.map(({ id }) => id);
    const retried = await revive(tx, ids, actorId);
    return { retried, left: await tx.db.inboundEvent.count({ where: isDead }) };
  });
}

async function revive(tx: ScopedTransaction, ids: string[], actorId: string | null): Promise<number> {
  const { organizationId } = tx;
  const events = await tx.db.inboundEvent.updateManyAndReturn({
    where: { id: { in: ids }, ...isDead },
    data: { failedAt: null, attempts: 0, error: null, retriedAt: new Date() },
    select: { id: true },
  });
  if (events.length === 0) return 0;
  await tx.outbox.jobs(events.map(({ id }) => processInbound.of({ organizationId, inboundEventIds: [id] })));
  const [first] = events;
  await recordActivity(tx, {
    ...{ actorId, action: 'dead_letters.retried', targetType: 'inbound_event', targetId: first?.id ?? '' },
    details: { count: events.length },
  });
  await announce(tx, { kind: 'queues.updated', organizationId });
  return events.length;
}
