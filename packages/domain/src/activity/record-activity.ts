import type { Prisma, ScopedTransaction } from '@soul-kg-crm/database';
import type { ActivityAction, ActivityTargetType } from '@soul-kg-crm/shared/activity';

export interface ActivityEntry {
  /** Null where a program acted by a key, which the scope knows, or the system itself. */
  actorId: string | null;
  action: ActivityAction;
  targetType: ActivityTargetType;
  targetId: string;
  details?: Prisma.InputJsonObject;
}

/** Writes into the organisation's log who did what; part of the transaction that does it. */
export async function recordActivity(tx: ScopedTransaction, entry: ActivityEntry): Promise<void> {
  await recordActivities(tx, [entry]);
}

/** The same of many things that were done at once. */
export async function recordActivities(
  tx: ScopedTransaction,
  entries: readonly ActivityEntry[],
): Promise<void> {
  if (entries.length === 0) return;
  const data = entries.map(({ details = {}, ...row }) => {
    const apiKeyName = row.actorId === null ? tx.apiKeyName : null;
    return { ...row, apiKeyName, details };
  });
  await tx.db.activity.createMany({ data });
}
