import { Prisma, type Scope } from '@soul-kg-crm/database';
import { SEND_PRIORITY } from '@soul-kg-crm/queue/catalogue';
import { recordActivity } from '../activity/record-activity.ts';
import { takeBackWaiting } from '../agents/take-back-waiting.ts';
import { sessionOf } from '../channels/sessions.ts';
import { announce } from '../realtime/announce.ts';

/**
 * Takes back what waits on a number and is no person's answer: what programs and agents queued, however much of it. A
 * broadcast's messages stay: they would be made again, and it is paused or cancelled by itself. Where an agent's answer
 * is taken back, a person is asked for one. Gives how many.
 */
export async function cancelWaitingMessages(
  scope: Scope,
  { channelId, actorId }: { channelId: string; actorId: string | null },
): Promise<number> {
  await sessionOf(scope, channelId);
  return scope.transaction(async (tx) => {
    const { organizationId } = tx;
    const isMeant = Prisma.sql`channel_id = ${channelId}::uuid AND priority < ${SEND_PRIORITY.urgent}
      AND NOT EXISTS (SELECT FROM broadcast_recipients r WHERE r.message_id = messages.id)`;
    const count = await takeBackWaiting(tx, isMeant);
    if (count === 0) return 0;
    await recordActivity(tx, {
      ...{ actorId, action: 'messages.taken_back', targetType: 'channel', targetId: channelId },
      details: { count },
    });
    await announce(tx, { kind: 'queues.updated', organizationId });
    return count;
  });
}
