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
  const { details = {}, ...row } = entry;
  const apiKeyName = entry.actorId === null ? tx.apiKeyName : null;
  await tx.db.activity.create({ data: { ...row, apiKeyName, details } });
}
