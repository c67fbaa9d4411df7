import { type Message, Prisma, type ScopedTransaction } from '@soul-kg-crm/database';

const PREVIEW_LENGTH = 160;

/**
 * Shows the message in the inbox if it is the conversation's newest; one that a customer wrote counts as unread and
 * opens a closed conversation. Called after the message was inserted: everybody locks first the client (where one is
 * locked), then messages, then the conversation.
 */
export async function showNewest(tx: ScopedTransaction, message: Message): Promise<void> {
  const { id, createdAt, kind, direction, status, content, conversationId } = message;
  const isNewest = Prisma.sql`(last_message_id IS NULL OR last_message_id < ${id}::uuid)`;
  const unread = direction === 'INCOMING' ? 1 : 0;
  // One statement for each message: this is the busiest row of the product.
  await tx.raw(Prisma.sql`
    UPDATE conversations SET
      last_message_at = CASE WHEN ${isNewest} THEN ${createdAt}::timestamptz ELSE last_message_at END,
      last_message_preview = CASE WHEN ${isNewest} THEN ${previewOf(content)} ELSE last_message_preview END,
      last_message_kind = CASE WHEN ${isNewest} THEN ${kind}::message_kind ELSE last_message_kind END,
      last_message_direction =
        CASE WHEN ${isNewest} THEN ${direction}::message_direction ELSE last_message_direction END,
      last_message_status = CASE WHEN ${isNewest} THEN ${status}::message_status ELSE last_message_status END,
      last_message_id = CASE WHEN ${isNewest} THEN ${id}::uuid ELSE last_message_id END,
      unread_count = unread_count + ${unread}::int,
      status = CASE WHEN ${unread}::int > 0 THEN 'OPEN' ELSE status END,
      updated_at = now()
    WHERE organization_id = ${tx.organizationId}::uuid AND id = ${conversationId}::uuid`);
}

/** One line, cut between characters and never inside an emoji. */
export function previewOf(content: string): string {
  const line = content.replace(/\s+/g, ' ').trim();
  return line.length <= PREVIEW_LENGTH ? line : `${[...line].slice(0, PREVIEW_LENGTH - 1).join('')}…`;
}
