import type { ScopedTransaction } from '@soul-kg-crm/database';

/** Whether somebody has said that these two are different people. */
export async function areKnownApart(tx: ScopedTransaction, one: string, other: string): Promise<boolean> {
  const found = await tx.db.activity.findFirst({
    where: {
      action: 'client.merge_undone',
      OR: [
        { targetId: one, details: { path: ['restoredId'], equals: other } },
        { targetId: other, details: { path: ['restoredId'], equals: one } },
      ],
    },
    select: { id: true },
  });
  return found !== null;
}
