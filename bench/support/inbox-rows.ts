import { type Database, Prisma } from '@soul-kg-crm/database';

export interface InboxOwner {
  organizationId: string;
  channelId: string;
  /** A number with the last hundredth of the conversations, the quietest. */
  quietChannelId: string;
}

export interface InboxSize {
  messages: number;
  conversations: number;
}

/** Words that stand in so many messages of a filled inbox, at the million. */
export const marked = {
  /** In 20, anywhere. */
  rare: 'квитанция',
  /** In 2 000, anywhere. */
  frequent: 'гарантия',
  /** In 2 000, all of the oldest tenth. */
  old: 'рассрочка',
  /** In three of ten. */
  common: 'доставка',
} as const;

/** Messages of one statement, so that none takes longer than a query may. */
const CHUNK = 100_000;
const VOCABULARY = 20_000;
const SENTENCES = 50_000;

/**
 * Fills an organisation's inbox: a year of messages in conversations of very different lengths (the longest has some
 * thousands), of words as frequent as words are (the k-th in one of k messages).
 */
export async function fillInbox(
  database: Database,
  owner: InboxOwner,
  { messages, conversations }: InboxSize,
): Promise<void> {
  const { system } = database;
  await system.$executeRaw`DROP INDEX messages_words`;
  await prepareTexts(database);
  await insertConversations(database, owner, conversations);
  for (let from = 1; from <= messages; from += CHUNK) {
    const to = Math.min(messages, from + CHUNK - 1);
    await unchecked(database, insertMessages(owner, { from, to, messages, conversations }));
  }
  await unchecked(database, showNewest);
  await system.$executeRaw`CREATE INDEX messages_words ON messages USING GIN (words)`;
  for (const table of ['messages', 'conversations', 'clients']) {
    await system.$executeRawUnsafe(`VACUUM ANALYZE ${table}`);
  }
  await system.$executeRaw`CHECKPOINT`;
}

/** Without looking up for each row whether its organisation, channel, conversation and client are there. */
async function unchecked(database: Database, statement: Prisma.Sql): Promise<void> {
  await database.system.$transaction(
    async (tx) => {
      await tx.$executeRaw`SET LOCAL session_replication_role = replica`;
      await tx.$executeRaw(statement);
    },
    { timeout: 120_000 },
  );
}

/** Sentences of ten words, each chosen so that the k-th word comes up with a probability of 1/k. */
async function prepareTexts({ system }: Database): Promise<void> {
  await system.$executeRaw`CREATE UNLOGGED TABLE bench_words AS
    SELECT k, string_agg(('[0:9]={ба,во,гу,де,жи,зо,ка,лу,ми,не}'::text[])[digit::int], '' ORDER BY place) || 'к' AS word
    FROM generate_series(1, ${VOCABULARY}::int) AS k,
      LATERAL unnest(regexp_split_to_array(k::text, '')) WITH ORDINALITY AS d (digit, place)
    GROUP BY k`;
  await system.$executeRaw`CREATE UNLOGGED TABLE bench_sentences AS
    SELECT s AS n, string_agg(word, ' ') AS text
    FROM generate_series(1, ${SENTENCES}::int) AS s, LATERAL (
      SELECT floor(power(${VOCABULARY}::float8, random()) + 0 * s)::int AS k FROM generate_series(1, 10)) AS chosen
      JOIN bench_words USING (k)
    GROUP BY s`;
  await system.$executeRaw`ALTER TABLE bench_sentences ADD PRIMARY KEY (n)`;
  await system.$executeRaw`ANALYZE bench_sentences`;
}

async function insertConversations(
  database: Database,
  { organizationId, channelId, quietChannelId }: InboxOwner,
  count: number,
): Promise<void> {
  await database.system.$executeRaw`CREATE UNLOGGED TABLE bench_people AS
    SELECT n, gen_random_uuid() AS client_id, gen_random_uuid() AS conversation_id
    FROM generate_series(1, ${count}::int) AS n`;
  await database.system.$executeRaw`ALTER TABLE bench_people ADD PRIMARY KEY (n)`;
  await unchecked(
    database,
    Prisma.sql`INSERT INTO clients (id, organization_id, name, phone, updated_at)
      SELECT client_id, ${organizationId}::uuid, 'Клиент ' || n, '+99655' || lpad(n::text, 7, '0'), now()
      FROM bench_people`,
  );
  await unchecked(
    database,
    Prisma.sql`INSERT INTO conversations
        (id, organization_id, channel_id, client_id, provider_chat_id, status, agent_state, updated_at)
      SELECT conversation_id, ${organizationId}::uuid,
        CASE WHEN n > ${count * 0.99}::int THEN ${quietChannelId}::uuid ELSE ${channelId}::uuid END, client_id,
        '99655' || lpad(n::text, 7, '0') || '@c.us',
        (CASE WHEN n % 5 = 0 THEN 'CLOSED' ELSE 'OPEN' END)::conversation_status,
        (CASE WHEN n % 1000 = 1 THEN 'HANDED_OVER' ELSE 'ACTIVE' END)::agent_state, now()
      FROM bench_people`,
  );
}

/** Every conversation gets a message; the others fall the more often to a conversation the smaller its number is. */
function insertMessages(
  { organizationId, channelId }: { organizationId: string; channelId: string },
  { from, to, messages, conversations }: InboxSize & { from: number; to: number },
): Prisma.Sql {
  return Prisma.sql`INSERT INTO messages (id, organization_id, channel_id, conversation_id, direction, sender, status,
      provider_message_id, content, created_at, updated_at)
    SELECT id, ${organizationId}::uuid, ${channelId}::uuid, conversation_id,
      (CASE WHEN i % 3 = 0 THEN 'OUTGOING' ELSE 'INCOMING' END)::message_direction,
      (CASE WHEN i % 3 = 0 THEN 'HUMAN' ELSE 'CLIENT' END)::message_sender,
      'READ', 'false_99655@c.us_' || i, text || marks, sent_at, sent_at
    FROM (
      SELECT i, now() - interval '1 year' * (1 - i::float8 / ${messages}) AS sent_at,
        CASE WHEN i <= ${conversations}::int THEN i
          ELSE 1 + floor(${conversations}::int * power(random(), 2))::int END AS person,
        1 + (i::bigint * 7919 % ${SENTENCES}::int)::int AS sentence,
        CASE WHEN i % ${Math.ceil(messages / 20)}::int = 7 THEN ${` ${marked.rare}`} ELSE '' END
          || CASE WHEN i % ${Math.ceil(messages / 2_000)}::int = 3 THEN ${` ${marked.frequent}`} ELSE '' END
          || CASE WHEN i <= ${messages / 10}::int AND i % ${Math.ceil(messages / 20_000)}::int = 1
               THEN ${` ${marked.old}`} ELSE '' END
          || CASE WHEN i % 10 IN (2, 5, 9) THEN ${` ${marked.common}`} ELSE '' END AS marks
      FROM generate_series(${from}::int, ${to}::int) AS i
    ) AS made
    JOIN bench_people ON bench_people.n = person
    JOIN bench_sentences ON bench_sentences.n = sentence,
    LATERAL (SELECT (lpad(to_hex((extract(epoch FROM sent_at) * 1000)::bigint), 12, '0') || '7'
      || substr(md5(i::text), 1, 3) || '8' || substr(md5(i::text), 4, 15))::uuid AS id) AS named
    ORDER BY i`;
}

/**
 * More messages of the same kind as those that are there; gives the milliseconds that it took, with the merging of what
 * the index on words, if there is one, has gathered meanwhile.
 */
export async function insertMore(
  database: Database,
  owner: { organizationId: string; channelId: string },
  size: InboxSize & { from: number; count: number },
): Promise<number> {
  const { from, count } = size;
  const startedMs = performance.now();
  await unchecked(database, insertMessages(owner, { ...size, from, to: from + count - 1 }));
  await database.system.$queryRaw`
    SELECT gin_clean_pending_list(indexrelid::regclass)::text FROM pg_index
    WHERE indexrelid = to_regclass('messages_words')`;
  return performance.now() - startedMs;
}

/** The newest message of each conversation; one in fifty has something unread. */
const showNewest = Prisma.sql`UPDATE conversations SET last_message_id = newest.id, last_message_at = newest.created_at,
    last_message_preview = left(newest.content, 160), last_message_kind = newest.kind,
    last_message_direction = newest.direction, last_message_status = newest.status,
    unread_count = CASE WHEN hashtext(conversations.id::text) % 50 = 0 THEN 1 + length(newest.content) % 4 ELSE 0 END
  FROM (SELECT DISTINCT ON (conversation_id) conversation_id, id, created_at, content, kind, direction, status
    FROM messages ORDER BY conversation_id, id DESC) AS newest
  WHERE newest.conversation_id = conversations.id`;
