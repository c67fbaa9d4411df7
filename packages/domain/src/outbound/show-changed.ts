import { Prisma } from '@soul-kg-crm/database';

/** A part of a statement that shows in the inbox the statuses of the messages that are the `newest` of their conversations. */
export const SHOW_NEWEST = Prisma.sql`shown AS (
  UPDATE conversations c SET last_message_status = newest.status, updated_at = now()
  FROM newest WHERE c.id = newest.id
)`;

/**
 * A part of a statement whose `changed` (id, conversation_id, status) has messages with their new statuses: those that are
 * the `newest` of their conversations are shown in the inbox. Locks the conversations in the order of their ids, after the
 * messages, as everybody does.
 */
export const SHOW_CHANGED = Prisma.sql`newest AS MATERIALIZED (
  SELECT c.id, c.last_message_id, changed.status FROM conversations c
  JOIN changed ON changed.conversation_id = c.id AND changed.id = c.last_message_id
  ORDER BY c.id FOR NO KEY UPDATE OF c
), ${SHOW_NEWEST}`;
