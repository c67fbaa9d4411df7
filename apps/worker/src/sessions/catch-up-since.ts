import { setTimeout as delay } from 'node:timers/promises';
import { isDatabaseAway, type Scope } from '@soul-kg-crm/database';

/**
 * So far before the newest known message reading begins again: a catch-up that was itself cut off leaves gaps behind
 * newer messages. What is known already is recognised by its id.
 */
const OVERLAP_MS = 24 * 3_600_000;

const RETRY_MS = 1_000;

/** As catchUpSince, but waits for a database that is away: a catch-up that is left out is not made up for. */
export async function catchUpSinceWhenKnown(
  scope: Scope,
  channelId: string,
  startedMs: number,
): Promise<number | null> {
  for (;;) {
    try {
      return await catchUpSince(scope, channelId, startedMs);
    } catch (error) {
      if (!isDatabaseAway(error)) throw error;
      await delay(RETRY_MS, undefined, { ref: false });
    }
  }
}

/**
 * From when on messages may have been missed, in a connection that began at `startedMs`; null for a channel that was never
 * connected before, whose history is the import's business.
 */
async function catchUpSince(scope: Scope, channelId: string, startedMs: number): Promise<number | null> {
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
  return wholeSecond(Math.max(firstConnected.createdAt.getTime(), knownUntil - OVERLAP_MS));
}

/** WhatsApp's times have whole seconds: a message of the second in which the channel connected counts as after it. */
function wholeSecond(ms: number): number {
  return ms - (ms % 1000);
}
