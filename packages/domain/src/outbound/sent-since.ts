import type { Scope } from '@soul-kg-crm/database';

/** Every message that left, or may have left, since then, with the moment it was taken for sending. */
export async function sentSince(
  { db }: Pick<Scope, 'db'>,
  sinceMs: number,
): Promise<{ messageId: string; atMs: number }[]> {
  const messages = await db.message.findMany({
    where: {
      direction: 'OUTGOING',
      claimedAt: { gte: new Date(sinceMs) },
      status: { in: ['SENDING', 'UNCONFIRMED', 'SENT', 'DELIVERED', 'READ'] },
    },
    select: { id: true, claimedAt: true },
  });
  return messages.flatMap(({ id, claimedAt }) =>
    claimedAt ? [{ messageId: id, atMs: claimedAt.getTime() }] : [],
  );
}
