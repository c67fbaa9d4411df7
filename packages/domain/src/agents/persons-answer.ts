import { Prisma, type ScopedTransaction } from '@soul-kg-crm/database';
import { SEND_PRIORITY } from '@soul-kg-crm/queue/catalogue';

// What makes a row of `messages` a person's own answer, as conditions on its columns; the table goes by its own name.

/** Written here by somebody, at a person's priority, unlike what many get at once and what programs send. */
export const WRITTEN_HERE = Prisma.sql`(sender = 'HUMAN' AND sender_id IS NOT NULL AND direction = 'OUTGOING'
  AND priority >= ${SEND_PRIORITY.urgent})`;

/**
 * Nobody reads and answers within so long; the greeting and the absence text of the WhatsApp Business app come 1–2 s after
 * what the customer wrote, and look like whatever is written on the phone. WhatsApp's own times are compared, which have
 * whole seconds: ours tell when a worker got round to it.
 */
const AUTOMATIC_SECONDS = 3;

/** What an automatic text follows is looked for among so many. */
const FOLLOWED_AMONG = 30;

/** Written on the phone itself, where nothing was tried by us, by a person and not by the phone. */
export const WRITTEN_ON_PHONE = Prisma.sql`(sender = 'HUMAN' AND direction = 'OUTGOING' AND attempts = 0
  AND provider_message_id IS NOT NULL
  AND NOT ${followsAtOnce(Prisma.sql`messages.conversation_id`, Prisma.sql`messages.sent_at`)})`;

/** Whether what the phone sent at a moment by WhatsApp's clock is its automatic text, and nobody's answer. */
export async function isAutomatic(
  tx: ScopedTransaction,
  conversationId: string,
  sentAt: Date,
): Promise<boolean> {
  const condition = followsAtOnce(Prisma.sql`${conversationId}::uuid`, Prisma.sql`${sentAt}::timestamptz`);
  return (await tx.raw(Prisma.sql`SELECT true AS is_automatic WHERE ${condition}`)).length > 0;
}

function followsAtOnce(conversationId: Prisma.Sql, sentAt: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`EXISTS (
    SELECT FROM (
      SELECT asked.direction, asked.sent_at FROM messages asked WHERE asked.conversation_id = ${conversationId}
      ORDER BY asked.id DESC LIMIT ${FOLLOWED_AMONG}
    ) newest
    WHERE newest.direction = 'INCOMING'
      AND newest.sent_at BETWEEN ${sentAt} - make_interval(secs => ${AUTOMATIC_SECONDS}) AND ${sentAt})`;
}
