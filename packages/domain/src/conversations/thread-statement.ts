import { Prisma } from '@soul-kg-crm/database';
import { secondsOf } from '../paging/moment.ts';
import { uuidIn } from '../uuid-in.ts';
import type { ThreadPart } from './list-messages.ts';

interface Thread {
  organizationId: string;
  conversationId: string;
  part: ThreadPart;
  limit: number;
}

/** A page of a thread and one message more, with what stands beside each message, in one statement. */
export function threadStatement({ organizationId, conversationId, part, limit }: Thread): Prisma.Sql {
  const isNewer = 'newerThan' in part;
  return Prisma.sql`${Prisma.raw(preparedAs(part, limit))}
SELECT m.id, m.client_message_id AS "clientMessageId", m.direction, m.sender, m.sender_id AS "senderId",
  m.kind, m.content, m.status, m.error_code AS "errorCode", m.error_message AS "errorMessage",
  ${secondsOf('m.created_at')} AS "createdAt", ${secondsOf('m.sent_at')} AS "sentAt",
  ${secondsOf('m.delivered_at')} AS "deliveredAt", ${secondsOf('m.read_at')} AS "readAt",
  ${secondsOf('m.edited_at')} AS "editedAt", ${secondsOf('m.revoked_at')} AS "revokedAt",
  m.client_reaction AS "clientReaction", m.own_reaction AS "ownReaction",
  (SELECT users.name FROM users WHERE users.id = ${uuidIn(Prisma.sql`m.sender_id`)}) AS "senderName",
  (SELECT jsonb_build_object('id', q.id, 'direction', q.direction, 'kind', q.kind, 'content', q.content)
    FROM messages q WHERE q.id = m.quoted_message_id AND q.organization_id = m.organization_id) AS "quotedMessage",
  (SELECT jsonb_build_object('id', f.id, 'kind', f.kind, 'status', f.status, 'fileName', f.file_name,
      'mimeType', f.mime_type, 'size', f.size, 'width', f.width, 'height', f.height, 'durationMs', f.duration_ms,
      'errorMessage', f.error_message)
    FROM media_files f WHERE f.id = m.media_id AND f.organization_id = m.organization_id) AS media
FROM conversations c LEFT JOIN LATERAL (
  SELECT * FROM messages
  WHERE messages.conversation_id = c.id ${whereOf(part)}
  ORDER BY messages.id ${isNewer ? Prisma.sql`ASC` : Prisma.sql`DESC`}
  LIMIT ${Prisma.raw(String(limit + 1))}) AS m ON true
WHERE c.id = ${conversationId}::uuid AND c.organization_id = ${organizationId}::uuid
ORDER BY m.id ${isNewer ? Prisma.sql`ASC` : Prisma.sql`DESC`}`;
}

function whereOf(part: ThreadPart): Prisma.Sql {
  if ('newerThan' in part) return Prisma.sql`AND messages.id > ${part.newerThan}::uuid`;
  if (part.olderThan === undefined) return Prisma.empty;
  const than = Prisma.sql`${part.olderThan}::uuid`;
  return part.isInclusive ? Prisma.sql`AND messages.id <= ${than}` : Prisma.sql`AND messages.id < ${than}`;
}

/** Everything that changes the statement's text is in its name. */
function preparedAs(part: ThreadPart, limit: number): string {
  if ('newerThan' in part) return `-- prepared: thread_newer_${limit}`;
  if (part.olderThan === undefined) return `-- prepared: thread_${limit}`;
  return `-- prepared: thread_${part.isInclusive ? 'until' : 'older'}_${limit}`;
}
