import type { Scope } from '@soul-kg-crm/database';
import { lowestIdAt } from '../paging/lowest-id-at.ts';

/** Nothing waits longer than that to be sent; so a year of messages need not be looked through. */
const LONGEST_WAIT_MS = 30 * 86_400_000;

/** Every message that left, or may have left, since then, with the moment it was taken for sending. */
export async function sentSince(
  { db }: Pick<Scope, 'db'>,
  sinceMs: number,
): Promise<{ messageId: string; atMs: number }[]> {
  const channels = await db.channel.findMany({ select: { id: true } });
  const messages = await db.message.findMany({
    where: {
      channelId: { in: channels.map(({ id }) => id) },
      stage: { in: ['WAITING', 'SENT'] },
      id: { gte: lowestIdAt(sinceMs - LONGEST_WAIT_MS) },
      status: { in: ['SENDING', 'UNCONFIRMED', 'SENT', 'DELIVERED', 'READ'] },
      claimedAt: { gte: new Date(sinceMs) },
    },
    select: { id: true, claimedAt: true },
  });
  return messages.flatMap(({ id, claimedAt }) =>
    claimedAt ? [{ messageId: id, atMs: claimedAt.getTime() }] : [],
  );
}
