import type { Prisma, Scope } from '@soul-kg-crm/database';
import { Problem } from '@soul-kg-crm/shared/problems';
import { openFailure } from '../outbound/open-failure.ts';
import { announce } from '../realtime/announce.ts';
import { recordMessages } from './record-messages.ts';

/** Puts a failed message aside: it stays in its conversation, and can be sent again there. */
export async function dismissFailedMessage(
  scope: Scope,
  { messageId, actorId }: { messageId: string; actorId: string | null },
): Promise<void> {
  if ((await dismiss(scope, { id: messageId }, actorId)) === 0) throw new Problem('NOT_FOUND');
}

/** The same for all that there are; gives how many. */
export async function dismissAllFailedMessages(scope: Scope, actorId: string | null): Promise<number> {
  return dismiss(scope, {}, actorId);
}

async function dismiss(
  scope: Scope,
  which: Pick<Prisma.MessageWhereInput, 'id'>,
  actorId: string | null,
): Promise<number> {
  return scope.transaction(async (tx) => {
    const { count } = await tx.db.message.updateMany({
      where: { ...which, stage: 'FAILED', ...openFailure },
      data: { dismissedAt: new Date() },
    });
    if (count === 0) return 0;
    await recordMessages(tx, 'messages.dismissed', actorId, count);
    await announce(tx, { kind: 'queues.updated', organizationId: tx.organizationId });
    return count;
  });
}
