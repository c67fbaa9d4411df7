import { randomUUID } from 'node:crypto';
import { type Database, Prisma } from '@soul-kg-crm/database';
import type { ClaimedTurn } from '@soul-kg-crm/domain';
import * as z from 'zod';

/** Longer than an agent may think and its answer take to be stored: whoever has a turn for so long has died. */
const CLAIM_MS = 60_000;
/** No turn is put off for so long: a moment that is further away was told by a clock that has been set back since. */
const FAR_MS = 10 * 60_000;

/**
 * Takes the turn that has been due for the longest time, so that no other worker does; null when none is. `busy`:
 * organisations that have enough at work.
 */
export async function claimTurn(
  system: Database['system'],
  busy: readonly string[] = [],
  nowMs = Date.now(),
): Promise<ClaimedTurn | null> {
  const claimId = randomUUID();
  const now = new Date(nowMs);
  const hasCome = (moment: Prisma.Sql) =>
    Prisma.sql`(${moment} <= ${now}::timestamptz OR ${moment} > ${new Date(nowMs + FAR_MS)}::timestamptz)`;
  const rows = claimed.parse(
    await system.$queryRaw(Prisma.sql`
      UPDATE agent_turns SET
        claim_id = ${claimId}::uuid,
        claimed_until = ${new Date(nowMs + CLAIM_MS)}::timestamptz,
        attempts = attempts + 1
      WHERE conversation_id = (
        SELECT conversation_id FROM agent_turns
        WHERE ${hasCome(Prisma.sql`due_at`)} AND (claimed_until IS NULL OR ${hasCome(Prisma.sql`claimed_until`)})
          AND organization_id <> ALL(${busy}::uuid[])
        ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED)
      RETURNING organization_id, conversation_id, generation, attempts`),
  );
  return rows[0] ? { ...rows[0], claimId } : null;
}

const claimed = z.array(
  z
    .object({
      organization_id: z.uuid(),
      conversation_id: z.uuid(),
      generation: z.int(),
      attempts: z.int(),
    })
    .transform(({ organization_id, conversation_id, ...turn }) => ({
      organizationId: organization_id,
      conversationId: conversation_id,
      ...turn,
    })),
);
