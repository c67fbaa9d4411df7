import { Prisma } from '@soul-kg-crm/database';
import { type ActivityGroup, type ActivityTargetType, activityActions } from '@soul-kg-crm/shared/activity';
import { decodeCursor, type PageQuery } from '../paging/cursor.ts';
import { uuidIn } from '../uuid-in.ts';

export interface ActivityQuery extends PageQuery {
  actorId?: string | undefined;
  group?: ActivityGroup | undefined;
  targetType?: ActivityTargetType | undefined;
  targetId?: string | undefined;
  /** Not before. */
  from?: Date | undefined;
  /** Before. */
  to?: Date | undefined;
}

/**
 * One page of the log and one entry more, newest first, in one statement: the indexes give the page in order, and what
 * its entries are about is looked up beside them. Of a merge it leaves the ids of what was moved: they are thousands, and
 * nobody reads them.
 */
export function activityStatement(organizationId: string, query: ActivityQuery): Prisma.Sql {
  return Prisma.sql`
SELECT a.id, a.created_at AS at, a.actor_id AS "actorId", actor.name AS "actorName", a.api_key_name AS "apiKeyName", a.action,
  a.target_type AS "targetType", a.target_id AS "targetId",
  CASE WHEN a.action = 'client.merged' THEN jsonb_build_object('from', a.details->'from') ELSE a.details END AS details,
  COALESCE(channel.name, key.name, broadcast.name, client.name, organization.name, person.name, invitation.email) AS "targetName",
  COALESCE(channel.id, key.id, broadcast.id, client.id, organization.id, person.id, invitation.id) IS NOT NULL
    AND channel.deleted_at IS NULL AS "isThere",
  conversation.id AS "conversationId", assignee.name AS "assigneeName"
FROM (${pageOfLog(organizationId, query)}) AS a
LEFT JOIN users AS actor ON actor.id = a.actor_id
LEFT JOIN users AS assignee ON assignee.id = ${uuidIn(Prisma.sql`a.details->>'assigneeId'`)}
LEFT JOIN organizations AS organization ON a.target_type = 'organization' AND organization.id = a.target_uuid
LEFT JOIN channels AS channel
  ON a.target_type = 'channel' AND channel.id = a.target_uuid AND channel.organization_id = a.organization_id
LEFT JOIN api_keys AS key
  ON a.target_type = 'api-key' AND key.id = a.target_uuid AND key.reference_id = a.organization_id::text
LEFT JOIN broadcasts AS broadcast
  ON a.target_type = 'broadcast' AND broadcast.id = a.target_uuid AND broadcast.organization_id = a.organization_id
LEFT JOIN users AS person ON a.target_type = 'user' AND person.id = a.target_uuid
LEFT JOIN invitations AS invitation
  ON a.target_type = 'invitation' AND invitation.id = a.target_uuid AND invitation.organization_id = a.organization_id
LEFT JOIN messages AS message
  ON a.target_type = 'message' AND message.id = a.target_uuid AND message.organization_id = a.organization_id
LEFT JOIN conversations AS conversation ON conversation.organization_id = a.organization_id
  AND conversation.id = CASE a.target_type WHEN 'conversation' THEN a.target_uuid WHEN 'message' THEN message.conversation_id END
LEFT JOIN clients AS client ON client.organization_id = a.organization_id
  AND client.id = CASE a.target_type WHEN 'client' THEN a.target_uuid ELSE conversation.client_id END
ORDER BY a.created_at DESC, a.id DESC`;
}

function pageOfLog(organizationId: string, query: ActivityQuery): Prisma.Sql {
  return Prisma.sql`
  SELECT *, ${uuidIn(Prisma.sql`target_id`)} AS target_uuid FROM activities
  WHERE organization_id = ${organizationId}::uuid ${filter(query)}
  ORDER BY created_at DESC, id DESC LIMIT ${Prisma.raw(String(query.limit + 1))}`;
}

function filter({ cursor, actorId, group, targetType, targetId, from, to }: ActivityQuery): Prisma.Sql {
  const conditions: Prisma.Sql[] = [Prisma.empty];
  if (cursor !== undefined) {
    const { at, id } = decodeCursor(cursor);
    conditions.push(Prisma.sql`created_at <= ${at}::timestamptz`);
    conditions.push(Prisma.sql`(created_at, id) < (${at}::timestamptz, ${id}::uuid)`);
  }
  if (actorId !== undefined) conditions.push(Prisma.sql`actor_id = ${actorId}::uuid`);
  if (group !== undefined) conditions.push(Prisma.sql`action = ANY(${[...activityActions[group]]}::text[])`);
  if (targetType !== undefined) conditions.push(Prisma.sql`target_type = ${targetType}`);
  if (targetId !== undefined) conditions.push(Prisma.sql`target_id = ${targetId}`);
  if (from !== undefined) conditions.push(Prisma.sql`created_at >= ${from}::timestamptz`);
  if (to !== undefined) conditions.push(Prisma.sql`created_at < ${to}::timestamptz`);
  return Prisma.join(conditions, ' AND ');
}
