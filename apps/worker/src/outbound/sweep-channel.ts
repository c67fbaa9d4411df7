import { sendMessageJob } from '@soul-kg-crm/domain';
import { downloadMedia, type JobToAdd } from '@soul-kg-crm/queue';
import type { WorkerContext } from '../context.ts';
import type { ChannelRef } from '../inbound/intake.ts';

const BATCH = 1_000;

/**
 * Puts on the queues what the database says is still to be done on a channel: answers that have not left, or of which it
 * is not known, and files that have not come. `quietForMs`: only what nobody has touched for so long, 0 right after the
 * channel has connected.
 */
export async function sweepChannel(
  { database, queues }: Pick<WorkerContext, 'database' | 'queues'>,
  channel: ChannelRef,
  quietForMs: number,
): Promise<number> {
  const { organizationId, channelId } = channel;
  const scope = database.forOrganization(organizationId);
  const untouched = { updatedAt: { lte: new Date(Date.now() - quietForMs) } };
  const unsent = await scope.db.message.findMany({
    where: { channelId, stage: 'WAITING', ...untouched },
    // An answer must not wait behind a batch of bulk, which takes an hour and more.
    orderBy: [{ priority: 'desc' }, { id: 'asc' }],
    take: BATCH,
    select: { id: true, channelId: true, priority: true },
  });
  const missing = await scope.db.message.findMany({
    where: { channelId, direction: 'INCOMING', media: { status: 'PENDING', ...untouched } },
    orderBy: { id: 'desc' },
    take: BATCH,
    select: { id: true, mediaId: true },
  });
  const jobs: JobToAdd[] = unsent.map((message) => ({
    ...sendMessageJob(organizationId, message),
    ...SWEPT,
  }));
  for (const { id: messageId, mediaId } of missing) {
    if (!mediaId) continue;
    jobs.push({ ...downloadMedia.of({ organizationId, channelId, mediaId, messageId }), ...SWEPT });
  }
  await queues.add(jobs);
  return jobs.length;
}

const SWEPT = { key: 'sweep', isTransient: true } as const;
