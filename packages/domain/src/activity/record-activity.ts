import type { Prisma, ScopedTransaction } from '@soul-kg-crm/database';
import type { ActivityAction, ActivityTargetType } from '@soul-kg-crm/shared/activity';

export interface ActivityEntry {
  /** Null where the system itself acted. */
  actorId: string | null;
  action: ActivityAction;
  targetType: ActivityTargetType;
  targetId: string;
  details?: Prisma.InputJsonObject;
}

/** Writes into the organisation's log who did what; part of the transaction that does it. */
export async function recordActivity(tx: ScopedTransaction, entry: ActivityEntry): Promise<void> {
  const { details = {}, ...row } = entry;
  await tx.db.activity.create({ data: { ...row, details } });
}
