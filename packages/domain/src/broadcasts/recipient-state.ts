import { Prisma, type Scope } from '@soul-kg-crm/database';
import { recipientState } from '@soul-kg-crm/shared/enums';
import * as z from 'zod';

/**
 * How far a recipient `r` of a broadcast `b` has got, by its message `m`. What was taken has left the queue of those who
 * wait for good: a message that is gone with its conversation is never made again. What stands in the lane waits as well, for
 * hours where quiet hours or a limit hold it.
 */
export const STATE = Prisma.sql`CASE
  WHEN r.error_code IS NOT NULL OR m.status = 'FAILED' THEN 'FAILED'
  WHEN r.taken_at IS NULL AND b.status IN ('CANCELLED', 'FAILED') THEN 'CANCELLED'
  WHEN r.taken_at IS NULL THEN 'WAITING'
  WHEN m.id IS NULL THEN 'FAILED'
  WHEN m.status = 'PENDING' THEN 'WAITING'
  WHEN m.status IN ('SENDING', 'UNCONFIRMED') THEN 'SENDING'
  ELSE m.status::text END`;

/** How many numbers of a broadcast have got how far. */
export interface BroadcastCounts {
  total: number;
  /** Have left, whatever came after. */
  sent: number;
  delivered: number;
  read: number;
  /** Still to be sent. */
  left: number;
  failed: number;
  /** Never sent, because the broadcast ended before. */
  cancelled: number;
}

const rows = z.array(
  z.object({ broadcast_id: z.uuid(), state: recipientState, count: z.coerce.number().int() }),
);

/** Counts the recipients of broadcasts by what has become of them, in one statement. */
export async function countRecipients(
  scope: Pick<Scope, 'organizationId' | 'statement'>,
  broadcastIds: readonly string[],
): Promise<(id: string) => BroadcastCounts> {
  const { organizationId } = scope;
  const counted = rows.parse(
    await scope.statement(Prisma.sql`
      SELECT r.broadcast_id, ${STATE} AS state, count(*) AS count
      FROM broadcast_recipients r JOIN broadcasts b ON b.id = r.broadcast_id LEFT JOIN messages m ON m.id = r.message_id
      WHERE r.organization_id = ${organizationId}::uuid AND r.broadcast_id = ANY(${[...broadcastIds]}::uuid[])
      GROUP BY 1, 2`),
  );
  return (id) => {
    const own = counted.filter((row) => row.broadcast_id === id);
    const of = (...states: string[]) =>
      own.reduce((sum, { state, count }) => (states.includes(state) ? sum + count : sum), 0);
    return {
      total: own.reduce((sum, { count }) => sum + count, 0),
      sent: of('SENT', 'DELIVERED', 'READ'),
      delivered: of('DELIVERED', 'READ'),
      read: of('READ'),
      left: of('WAITING', 'SENDING'),
      failed: of('FAILED'),
      cancelled: of('CANCELLED'),
    };
  };
}
