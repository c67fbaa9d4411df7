import { type Broadcast, Prisma, type ScopedTransaction } from '@soul-kg-crm/database';
import * as z from 'zod';
import { CANCELLED } from '../outbound/end-as-taken-back.ts';

/** Why a broadcast paused itself whose messages do not arrive. */
export const TOO_MANY_UNDELIVERED = 'TOO_MANY_UNDELIVERED';

/** Known-good practice: WhatsApp restricts numbers of whose messages more than 2 % do not arrive. */
const MOST_UNDELIVERED = 0.02;
/** Of fewer, a single failure would be too many. */
const LEAST_TRIED = 50;

const rows = z.tuple([z.object({ tried: z.coerce.number(), failed: z.coerce.number() })]);

/** Whether so many of a broadcast's messages did not arrive that going on would cost the number its name. */
export async function isTooOftenUndelivered(
  tx: ScopedTransaction,
  { id, watchedFrom }: Broadcast,
): Promise<boolean> {
  const hasFailed = Prisma.sql`(m.status = 'FAILED' AND m.error_code IS DISTINCT FROM ${CANCELLED})`;
  const [{ tried, failed }] = rows.parse(
    await tx.raw(Prisma.sql`
      SELECT count(*) FILTER (WHERE ${hasFailed} OR m.status IN ('SENT', 'DELIVERED', 'READ')) AS tried,
        count(*) FILTER (WHERE ${hasFailed}) AS failed
      FROM broadcast_recipients r JOIN messages m ON m.id = r.message_id
      WHERE r.organization_id = ${tx.organizationId}::uuid AND r.broadcast_id = ${id}::uuid
        AND r.position >= ${watchedFrom}`),
  );
  return tried >= LEAST_TRIED && failed > tried * MOST_UNDELIVERED;
}

/** From where on a broadcast is watched that somebody lets go on: what failed before has been looked at. */
export async function watchedAnew(tx: ScopedTransaction, { id }: Broadcast): Promise<number> {
  const { _max } = await tx.db.broadcastRecipient.aggregate({
    where: { broadcastId: id, OR: [{ takenAt: { not: null } }, { errorCode: { not: null } }] },
    _max: { position: true },
  });
  return (_max.position ?? 0) + 1;
}
