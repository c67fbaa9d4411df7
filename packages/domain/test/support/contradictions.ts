import { Prisma, type Scope } from '@soul-kg-crm/database';

/**
 * Conversations whose row says something else than their messages do: all that the inbox shows of them is derived from
 * these. For texts of one short line.
 */
export function contradictions({ statement, organizationId }: Scope): Promise<unknown[]> {
  return statement(Prisma.sql`
    SELECT c.id, c.last_message_id, newest.id AS newest_id, c.last_message_preview, newest.content,
      c.last_message_status, newest.status, c.unread_count, counted.unread, c.client_reaction, newest.client_reaction
    FROM conversations c
    LEFT JOIN LATERAL (
      SELECT * FROM messages WHERE conversation_id = c.id ORDER BY id DESC LIMIT 1) AS newest ON true,
    LATERAL (
      SELECT count(*) AS unread FROM messages
      WHERE conversation_id = c.id AND direction = 'INCOMING' AND status = 'PENDING') AS counted
    WHERE c.organization_id = ${organizationId}::uuid AND (
      newest.id IS NULL OR c.last_message_id IS DISTINCT FROM newest.id
      OR c.last_message_at <> newest.created_at OR c.last_message_preview <> newest.content
      OR c.last_message_kind IS DISTINCT FROM newest.kind
      OR c.last_message_direction IS DISTINCT FROM newest.direction
      OR newest.direction = 'OUTGOING' AND c.last_message_status IS DISTINCT FROM newest.status
      OR CASE WHEN c.client_reaction_to = newest.id THEN c.client_reaction END IS DISTINCT FROM newest.client_reaction
      OR c.unread_count <> counted.unread)`);
}
