import { Prisma, type ScopedTransaction } from '@soul-kg-crm/database';
import * as z from 'zod';

const rows = z.array(z.object({ id: z.uuid(), status: z.enum(['PAUSED', 'CANCELLED', 'FAILED']) }));

/** A broadcast that was stopped while a message of it was leaving. */
export type StoppedBroadcast = z.infer<typeof rows>[number];

/**
 * The broadcast of a message, where it was stopped since the message was taken for sending; one that a person sends again
 * after that is meant. Asked before the message is locked; until the transaction ends, nobody stops the broadcast.
 */
export async function findStoppedBroadcast(
  tx: ScopedTransaction,
  messageId: string,
): Promise<StoppedBroadcast | null> {
  const recipient = await tx.db.broadcastRecipient.findFirst({
    where: { messageId },
    select: { broadcastId: true },
  });
  if (!recipient) return null;
  const { organizationId } = tx;
  await tx.raw(Prisma.sql`
    SELECT id FROM broadcasts WHERE organization_id = ${organizationId}::uuid AND id = ${recipient.broadcastId}::uuid
    FOR SHARE`);
  const [stopped = null] = rows.parse(
    await tx.raw(Prisma.sql`
      SELECT b.id, b.status::text AS status FROM broadcasts b JOIN messages m ON m.id = ${messageId}::uuid
      WHERE b.organization_id = ${organizationId}::uuid AND b.id = ${recipient.broadcastId}::uuid
        AND b.status IN ('PAUSED', 'CANCELLED', 'FAILED') AND b.updated_at >= m.claimed_at`),
  );
  return stopped;
}
