import type { Scope } from '@soul-kg-crm/database';

/**
 * So far before the newest known message reading begins again: a catch-up that was itself cut off leaves gaps behind
 * newer messages. What is known already is recognised by its id.
 */
const OVERLAP_MS = 24 * 3_600_000;

/**
 * From when on messages may have been missed, in a connection that began at `startedMs`; null for a channel that was never
 * connected before, whose history is the import's business.
 */
export async function catchUpSince(
  scope: Scope,
  channelId: string,
  startedMs: number,
): Promise<number | null> {
  const firstConnected = await scope.db.activity.findFirst({
    where: {
      action: 'channel.connected',
      targetId: channelId,
      createdAt: { lt: new Date(startedMs) },
    },
    orderBy: { createdAt: 'asc' },
    select: { createdAt: true },
  });
  if (!firstConnected) return null;
  const newest = await scope.db.message.findFirst({
    where: { channelId, direction: 'INCOMING', createdAt: { lt: new Date(startedMs) } },
    orderBy: { id: 'desc' },
    select: { createdAt: true },
  });
  const knownUntil = newest?.createdAt.getTime() ?? 0;
  return Math.max(firstConnected.createdAt.getTime(), knownUntil - OVERLAP_MS);
}
