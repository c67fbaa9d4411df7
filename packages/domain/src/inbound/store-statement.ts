import { Prisma } from '@soul-kg-crm/database';
import { processInbound } from '@soul-kg-crm/queue/catalogue';
import type { InboundRows } from './inbound-rows.ts';

/** So many events are one job: a crowd of events must not become a crowd of jobs, nor one job that takes for ever. */
const EVENTS_A_JOB = 20;

/**
 * Stores events with their jobs in one statement, and in the same one the messages of those for whom nothing is unusual:
 * the client is known under just these ids and this name, or new, and the conversation is where it was. All else waits
 * for its job, which does the same in many steps (recordMessage); what it finds done it leaves.
 *
 * Everything is decided on what was committed when the statement began. Where that has changed meanwhile, a unique or
 * foreign key is violated, nothing is stored, and the statement is to be repeated. Locks are taken in the same order as
 * everywhere: the client, then the conversation; of several, in the order of their ids.
 *
 * `NOT coalesce((SELECT true …), false)` is "does not exist" in words that let the planner expect half of the rows:
 * of NOT EXISTS it expects none, and then compares each with each. For the same reason what is locked is counted, which
 * locks all of it before the first change, and not joined. What is looked up is a LATERAL query of its own or has its
 * organisation as "not distinct from", which no index serves: the plan may stem from the time when the tables were empty,
 * when reading all of an organisation seemed as cheap as its key. Gives the ids of what was stored, in no order.
 */
export function storeStatement(organizationId: string, channelId: string, rows: InboundRows): Prisma.Sql {
  const organization = Prisma.sql`${organizationId}::uuid`;
  const channel = Prisma.sql`${channelId}::uuid`;
  const identity = (kind: 'PHONE' | 'WHATSAPP_LID', id: 'phone' | 'lid') => Prisma.sql`
    SELECT i.id, i.client_id FROM client_identities i
    WHERE i.organization_id = ${organization} AND i.kind = ${kind}::client_identity_kind
      AND i.value = p.${Prisma.raw(id)} LIMIT 1`;
  const isNewest = Prisma.sql`(c.last_message_id IS NULL OR c.last_message_id < t.id)`;
  return Prisma.sql`-- prepared: store_inbound
WITH given AS MATERIALIZED (
  SELECT * FROM jsonb_to_recordset(${JSON.stringify(rows.events)}::jsonb) AS g (
    n int, id uuid, provider_event_id text, kind inbound_event_kind, payload jsonb, person int, aliases text[],
    preview text, created_at timestamptz)
  WHERE NOT coalesce((SELECT true FROM inbound_events e
    WHERE e.channel_id = ${channel} AND e.provider_event_id = g.provider_event_id), false)
), stored AS (
  INSERT INTO inbound_events (id, organization_id, channel_id, provider_event_id, kind, payload)
  SELECT id, ${organization}, ${channel}, provider_event_id, kind, payload FROM given ORDER BY n
  RETURNING id
), plain AS MATERIALIZED (
  SELECT * FROM given g WHERE person IS NOT NULL AND NOT coalesce((SELECT bool_or((SELECT true FROM messages m
    WHERE m.channel_id = ${channel} AND m.provider_message_id = alias)) FROM unnest(g.aliases) AS alias), false)
), people AS MATERIALIZED (
  SELECT p.*, coalesce(by_phone.client_id, by_lid.client_id) AS known_id,
    (p.phone IS NULL OR by_phone.id IS NOT NULL) AND (p.lid IS NULL OR by_lid.id IS NOT NULL)
      AND coalesce(by_phone.client_id = by_lid.client_id, true) AS is_known
  FROM jsonb_to_recordset(${JSON.stringify(rows.people)}::jsonb) AS p (
    n int, phone text, lid text, name text, chat_id text, client_id uuid, conversation_id uuid)
  LEFT JOIN LATERAL (${identity('PHONE', 'phone')}) AS by_phone ON true
  LEFT JOIN LATERAL (${identity('WHATSAPP_LID', 'lid')}) AS by_lid ON true
  WHERE EXISTS (SELECT FROM plain WHERE plain.person = p.n)
), known AS MATERIALIZED (
  SELECT p.n, p.chat_id, p.conversation_id, c.id AS client_id
  FROM people p JOIN LATERAL (SELECT id FROM clients
    WHERE id = p.known_id AND organization_id IS NOT DISTINCT FROM ${organization}
      AND (p.phone IS NULL OR phone IS NOT NULL) AND (p.name IS NULL OR name_is_manual OR name = p.name)
    FOR KEY SHARE) AS c ON true
  WHERE p.is_known
), turn AS MATERIALIZED (
  SELECT pg_advisory_xact_lock(hashtextextended(${`${organizationId}:clients`}, 0))
  FROM (SELECT FROM people WHERE known_id IS NULL LIMIT 1) AS anybody
), newcomers AS MATERIALIZED (
  SELECT * FROM people WHERE known_id IS NULL AND (SELECT count(*) FROM turn) = 1
), new_clients AS (
  INSERT INTO clients (id, organization_id, name, phone)
  SELECT client_id, ${organization},
    coalesce(name, phone, 'WhatsApp ' || right(regexp_replace(lid, '\\D', '', 'g'), 4)), phone
  FROM newcomers
), new_identities AS (
  INSERT INTO client_identities (id, organization_id, client_id, kind, value)
  SELECT gen_random_uuid(), ${organization}, client_id, 'PHONE'::client_identity_kind, phone
  FROM newcomers WHERE phone IS NOT NULL
  UNION ALL
  SELECT gen_random_uuid(), ${organization}, client_id, 'WHATSAPP_LID', lid FROM newcomers WHERE lid IS NOT NULL
), places AS MATERIALIZED (
  SELECT w.n, w.client_id, coalesce(c.id, w.conversation_id) AS conversation_id, c.id IS NULL AS is_new
  FROM (SELECT n, chat_id, conversation_id, client_id FROM known
    UNION ALL SELECT n, chat_id, conversation_id, client_id FROM newcomers) AS w
  LEFT JOIN LATERAL (SELECT id, provider_chat_id FROM conversations
    WHERE channel_id = ${channel} AND client_id = w.client_id LIMIT 1) AS c ON true
  WHERE c.id IS NULL OR c.provider_chat_id = w.chat_id
), texts AS MATERIALIZED (
  SELECT plain.*, places.client_id, places.conversation_id, places.is_new,
    (payload ->> 'kind')::message_kind AS message_kind,
    count(*) OVER (PARTITION BY places.n) AS unread,
    row_number() OVER (PARTITION BY places.n ORDER BY plain.id DESC) AS age
  FROM plain JOIN places ON places.n = plain.person
), locked AS MATERIALIZED (
  SELECT c.id FROM conversations c
  WHERE c.id IN (SELECT conversation_id FROM texts WHERE NOT is_new) ORDER BY c.id FOR NO KEY UPDATE
), continued AS (
  UPDATE conversations c SET
    last_message_at = CASE WHEN ${isNewest} THEN t.created_at ELSE last_message_at END,
    last_message_preview = CASE WHEN ${isNewest} THEN t.preview ELSE last_message_preview END,
    last_message_kind = CASE WHEN ${isNewest} THEN t.message_kind ELSE last_message_kind END,
    last_message_direction = CASE WHEN ${isNewest} THEN 'INCOMING' ELSE last_message_direction END,
    last_message_status = CASE WHEN ${isNewest} THEN 'PENDING' ELSE last_message_status END,
    last_message_id = CASE WHEN ${isNewest} THEN t.id ELSE last_message_id END,
    unread_count = unread_count + t.unread, status = 'OPEN', updated_at = now()
  FROM texts t
  WHERE t.age = 1 AND NOT t.is_new AND c.id = t.conversation_id AND (SELECT count(*) FROM locked) > 0
), begun AS (
  INSERT INTO conversations (id, organization_id, channel_id, client_id, provider_chat_id, last_message_at,
    last_message_preview, last_message_kind, last_message_direction, last_message_status, last_message_id, unread_count)
  SELECT conversation_id, ${organization}, ${channel}, client_id, payload ->> 'chatId', created_at, preview,
    message_kind, 'INCOMING', 'PENDING', id, unread
  FROM texts WHERE age = 1 AND is_new
), written AS (
  INSERT INTO messages (id, organization_id, channel_id, conversation_id, direction, sender, kind, content,
    provider_message_id, sent_at, created_at)
  SELECT id, ${organization}, ${channel}, conversation_id, 'INCOMING', 'CLIENT', message_kind, payload ->> 'content',
    payload ->> 'providerMessageId', to_timestamp((payload ->> 'sentAtMs')::float8 / 1000), created_at
  FROM texts ORDER BY id
  RETURNING id, conversation_id
), announced AS (
  INSERT INTO outbox_events (organization_id, topic, name, payload)
  SELECT ${organization}, 'JOB'::outbox_topic, ${processInbound.name},
    jsonb_build_object('organizationId', ${organizationId}::text, 'inboundEventIds', jsonb_agg(id ORDER BY n))
  FROM (SELECT id, n, row_number() OVER (ORDER BY n) AS place FROM given) AS events
  GROUP BY (place - 1) / ${EVENTS_A_JOB}::int
  UNION ALL
  SELECT ${organization}, 'REALTIME', 'messages.created', jsonb_build_object('messages',
    jsonb_agg(jsonb_build_object('conversationId', conversation_id, 'messageId', id) ORDER BY id))
  FROM written HAVING count(*) > 0
)
SELECT id FROM stored`;
}
