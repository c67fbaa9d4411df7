import type { Broadcast, Prisma, Scope, ScopedTransaction } from '@soul-kg-crm/database';
import { dispatchBroadcast } from '@soul-kg-crm/queue/catalogue';
import type { ActivityAction } from '@soul-kg-crm/shared/activity';
import type { BroadcastStatus } from '@soul-kg-crm/shared/enums';
import { sharedNow } from '@soul-kg-crm/shared/ids';
import { Problem } from '@soul-kg-crm/shared/problems';
import { recordActivity } from '../activity/record-activity.ts';
import { requireBulkAllowed } from '../outbound/bulk-rules.ts';
import { announce } from '../realtime/announce.ts';
import { lockBroadcast } from './lock-broadcast.ts';
import { takeBack } from './take-back.ts';
import { TOO_MANY_UNDELIVERED, watchedAnew } from './undelivered.ts';

export interface BroadcastCommand {
  broadcastId: string;
  /** Null where a key acts. */
  actorId: string | null;
}

/** Stops a broadcast for a while; what has not left waits. */
export async function pauseBroadcast(scope: Scope, command: BroadcastCommand): Promise<void> {
  await change(scope, command, 'PAUSED', async (tx) => {
    await takeBack(tx, command.broadcastId);
    return {};
  });
}

/** Goes on with a broadcast that was paused, after the last recipient that was reached. */
export async function resumeBroadcast(scope: Scope, command: BroadcastCommand): Promise<void> {
  await change(scope, command, 'IN_PROGRESS', async (tx, broadcast) => {
    // It was confirmed when it was made.
    await requireBulkAllowed(tx, 0, true);
    const { organizationId } = tx;
    await tx.outbox.job(dispatchBroadcast.of({ organizationId, broadcastId: command.broadcastId }));
    if (broadcast.errorCode !== TOO_MANY_UNDELIVERED) return { errorCode: null };
    return { errorCode: null, watchedFrom: await watchedAnew(tx, broadcast) };
  });
}

/** Ends a broadcast: what has not left is not sent any more. */
export async function cancelBroadcast(scope: Scope, command: BroadcastCommand): Promise<void> {
  await change(scope, command, 'CANCELLED', async (tx) => {
    await takeBack(tx, command.broadcastId);
    return { finishedAt: new Date() };
  });
}

type Target = 'PAUSED' | 'IN_PROGRESS' | 'CANCELLED';

const comesFrom: Record<Target, readonly BroadcastStatus[]> = {
  PAUSED: ['PENDING', 'IN_PROGRESS'],
  IN_PROGRESS: ['PAUSED'],
  CANCELLED: ['PENDING', 'IN_PROGRESS', 'PAUSED'],
};

const actions: Record<Target, ActivityAction> = {
  PAUSED: 'broadcast.paused',
  IN_PROGRESS: 'broadcast.resumed',
  CANCELLED: 'broadcast.cancelled',
};

/** A command given twice is the same command; one that comes too late is told so. */
async function change(
  scope: Scope,
  { broadcastId, actorId }: BroadcastCommand,
  status: Target,
  effect: (tx: ScopedTransaction, broadcast: Broadcast) => Promise<Prisma.BroadcastUpdateInput>,
): Promise<void> {
  await scope.transaction(async (tx) => {
    const broadcast = await lockBroadcast(tx, broadcastId);
    if (!broadcast) throw new Problem('NOT_FOUND');
    if (broadcast.status === status) return;
    if (!comesFrom[status].includes(broadcast.status)) throw new Problem('BROADCAST_STATUS');
    const data = await effect(tx, broadcast);
    await tx.db.broadcast.update({
      where: { id: broadcastId },
      data: { ...data, status, updatedAt: sharedNow() },
    });
    await announce(tx, { kind: 'broadcast.updated', broadcastId });
    await recordActivity(tx, {
      ...{ actorId, action: actions[status], targetType: 'broadcast', targetId: broadcastId },
    });
  });
}
