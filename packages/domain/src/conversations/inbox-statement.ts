import { Prisma } from '@soul-kg-crm/database';
import { clientMatchesSql } from '../clients/client-search.ts';
import { decodeCursor } from '../paging/cursor.ts';
import { secondsOf } from '../paging/moment.ts';
import type { ConversationQuery } from './list-conversations.ts';

/**
 * One page of the inbox and one row more, in one statement. The index on (organisation, status, moment, id) gives each
 * status in order, so that a page costs the same wherever it lies; the number stands at its end, so that the conversations
 * of others are passed by without being read. What an agent handed over has an index of its own, which wants its state
 * written out. What stands beside a conversation is looked up row by
 * row (OFFSET 0 keeps the planner from joining whole tables for what it takes for many rows).
 */
export function inboxStatement(organizationId: string, query: ConversationQuery): Prisma.Sql {
  return Prisma.sql`${Prisma.raw(preparedAs(query))}
SELECT c.id, c.channel_id AS "channelId", c.channel_type AS "channelType", c.status, c.assignee_id AS "assigneeId",
  c.last_message_id AS "lastMessageId", ${secondsOf('c.last_message_at')} AS "lastMessageAt",
  c.last_message_preview AS "lastMessagePreview", c.last_message_kind AS "lastMessageKind",
  c.last_message_direction AS "lastMessageDirection", c.last_message_status AS "lastMessageStatus",
  c.client_reaction AS "clientReaction", c.client_reaction_to AS "clientReactionTo",
  c.agent_state AS "agentState", c.agent_state_at AS "agentStateAt",
  c.agent_state_by_id AS "agentStateById", c.agent_state_reason AS "agentStateReason",
  c.unread_count AS "unreadCount", ${secondsOf('c.created_at')} AS "createdAt",
  c.client_id AS "clientId", client.name AS "clientName", client.phone AS "clientPhone",
  client.avatar_url AS "clientAvatarUrl", channel.name AS "channelName", channel.deleted_at AS "channelDeletedAt",
  channel.desired_state AS "channelDesiredState", channel.error_code AS "channelErrorCode"
FROM (${pageOfInbox(organizationId, query)}) AS c,
  LATERAL (
    SELECT name, phone, avatar_url FROM clients
    WHERE clients.id = c.client_id AND clients.organization_id = c.organization_id OFFSET 0) AS client,
  LATERAL (
    SELECT channels.name, deleted_at, desired_state, error_code
    FROM channels LEFT JOIN whatsapp_sessions ON channel_id = channels.id
    WHERE channels.id = c.channel_id AND channels.organization_id = c.organization_id OFFSET 0) AS channel
ORDER BY c.last_message_at DESC, c.id DESC`;
}

function pageOfInbox(organizationId: string, query: ConversationQuery): Prisma.Sql {
  const page = Prisma.sql`ORDER BY last_message_at DESC, id DESC LIMIT ${Prisma.raw(String(query.limit + 1))}`;
  const rows = (status: Prisma.Sql) => Prisma.sql`SELECT * FROM conversations
    WHERE organization_id = ${organizationId}::uuid AND status = ${status} ${filter(organizationId, query)} ${page}`;
  if (query.status) return rows(Prisma.raw(`'${query.status}'`));
  return Prisma.sql`SELECT ordered.* FROM (VALUES ('OPEN'::conversation_status), ('CLOSED')) AS wanted (state),
    LATERAL (${rows(Prisma.raw('wanted.state'))}) AS ordered ${page}`;
}

function filter(organizationId: string, query: ConversationQuery): Prisma.Sql {
  const conditions: Prisma.Sql[] = [Prisma.empty];
  if (query.cursor !== undefined) {
    const { at, id } = decodeCursor(query.cursor);
    conditions.push(Prisma.sql`(last_message_at, id) < (${at}::timestamptz, ${id}::uuid)`);
  }
  if (query.unread === true) conditions.push(Prisma.sql`unread_count > 0`);
  if (query.unread === false) conditions.push(Prisma.sql`unread_count = 0`);
  if (query.channelId) conditions.push(Prisma.sql`channel_id = ${query.channelId}::uuid`);
  if (query.agentState) conditions.push(Prisma.sql`agent_state = ${Prisma.raw(`'${query.agentState}'`)}`);
  if (query.assigneeId) conditions.push(Prisma.sql`assignee_id = ${query.assigneeId}::uuid`);
  if (query.clientId) conditions.push(Prisma.sql`client_id = ${query.clientId}::uuid`);
  if (query.search) {
    const matches = clientMatchesSql(query.search);
    conditions.push(Prisma.sql`client_id IN (
      SELECT clients.id FROM clients WHERE clients.organization_id = ${organizationId}::uuid AND ${matches})`);
  }
  return Prisma.join(conditions, ' AND ');
}

/** Everything that changes the statement's text is in its name. What is searched for decides the plan: planned each time. */
function preparedAs({
  status,
  unread,
  channelId,
  agentState,
  assigneeId,
  clientId,
  search,
  cursor,
  limit,
}: ConversationQuery): string {
  if (search || clientId) return '';
  const parts = [
    ...['inbox', status?.toLowerCase() ?? 'any', unread === undefined ? '' : unread ? 'unread' : 'read'],
    ...[agentState?.toLowerCase() ?? '', channelId ? 'number' : ''],
    ...[assigneeId ? 'assignee' : '', cursor === undefined ? '' : 'deep', String(limit)],
  ];
  return `-- prepared: ${parts.filter(Boolean).join('_')}`;
}
