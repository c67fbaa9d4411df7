import { dispatchBroadcast } from '@soul-kg-crm/queue';
import type { WorkerContext } from '../context.ts';
import { type Repetition, repeat } from '../runtime/repeat.ts';

const EVERY_MS = 1_000;
const BATCH = 1_000;

/**
 * Puts every broadcast that is under way on the queue again and again: there may be room in its lane by now. After a
 * restart this is also what goes on where it stopped.
 */
export function startBroadcastSweep(
  { database, queues, log }: WorkerContext,
  everyMs = EVERY_MS,
): Repetition {
  return repeat({
    name: 'broadcast-sweep',
    everyMs,
    log,
    work: async () => {
      const underWay = await database.system.broadcast.findMany({
        where: { status: { in: ['PENDING', 'IN_PROGRESS'] } },
        orderBy: { id: 'asc' },
        take: BATCH,
        select: { id: true, organizationId: true },
      });
      await queues.add(
        underWay.map(({ id: broadcastId, organizationId }) => ({
          ...dispatchBroadcast.of({ organizationId, broadcastId }),
          key: 'sweep',
          isTransient: true,
        })),
      );
    },
  });
}
