import { Prisma } from '@soul-kg-crm/database';
import { HIT_BEGINS, HIT_ENDS } from './snippet.ts';

interface Search {
  organizationId: string;
  /** A tsquery. */
  words: string;
  olderThan: string | undefined;
  limit: number;
}

/** So many of the newest messages are looked at one by one, in about a millisecond. */
const NEWEST = 2_000;

/** Longer texts are marked up to here: to mark costs more than to find. */
const MARKED_LENGTH = 10_000;

const MARKS = `HighlightAll=true, StartSel="${HIT_BEGINS}", StopSel="${HIT_ENDS}"`;

/**
 * One page of hits and one more, newest first. The newest messages are walked through first: a common word has filled the
 * page there, without its hundreds of thousands of hits being collected and sorted. Otherwise the index on words gives
 * all the older hits, which are few. Not prepared: how common the words are, and how many messages the organisation has,
 * decides the plan.
 */
export function searchStatement({ organizationId, words, olderThan, limit }: Search): Prisma.Sql {
  const query = Prisma.sql`to_tsquery('public.message_words', ${words})`;
  const own = Prisma.sql`organization_id = ${organizationId}::uuid ${
    olderThan === undefined ? Prisma.empty : Prisma.sql`AND id < ${olderThan}::uuid`
  }`;
  const rows = Prisma.raw(String(limit + 1));
  return Prisma.sql`
WITH recent AS MATERIALIZED (
  SELECT id FROM (SELECT id, words FROM messages WHERE ${own} ORDER BY id DESC LIMIT ${Prisma.raw(String(NEWEST))}) AS newest
  WHERE words @@ ${query} LIMIT ${rows}
), older AS MATERIALIZED (
  SELECT id FROM (
    SELECT id FROM messages
    WHERE (SELECT count(*) FROM recent) < ${rows} AND ${own} AND words @@ ${query} OFFSET 0) AS found
  WHERE id < (SELECT id FROM messages WHERE ${own} ORDER BY id DESC OFFSET ${Prisma.raw(String(NEWEST - 1))} LIMIT 1)
), hits AS MATERIALIZED (
  SELECT id FROM (SELECT id FROM recent UNION ALL SELECT id FROM older) AS found ORDER BY id DESC LIMIT ${rows}
)
SELECT m.id AS "messageId", m.conversation_id AS "conversationId", m.direction, m.kind, m.content,
  m.created_at AS "createdAt", client.id AS "clientId", client.name AS "clientName", client.avatar_url AS "avatarUrl",
  ts_headline('public.message_words', plain_words(left(m.content, ${Prisma.raw(String(MARKED_LENGTH))})), ${query},
    ${MARKS}) AS marked
FROM hits, LATERAL (SELECT * FROM messages WHERE messages.id = hits.id OFFSET 0) AS m,
  LATERAL (SELECT clients.id, name, avatar_url FROM conversations c JOIN clients ON clients.id = c.client_id
    WHERE c.id = m.conversation_id AND clients.organization_id = m.organization_id OFFSET 0) AS client
ORDER BY m.id DESC`;
}
