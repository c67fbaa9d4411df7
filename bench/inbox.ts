import { Prisma, type Scope } from '@soul-kg-crm/database';
import { countUnread, listConversations, listMessages, searchMessages } from '@soul-kg-crm/domain';
import { cpuMicrosForEach } from './support/cpu.ts';
import { type Figure, report } from './support/figures.ts';
import { fillInbox, insertMore, marked } from './support/inbox-rows.ts';
import { median, medianOfRuns, percentile, timesInTurn } from './support/numbers.ts';
import { benchOrganization } from './support/organization.ts';

// What the inbox costs when it is large, by the functions that the API calls, beside a look-up by primary key through the
// same client: npm run bench -- inbox; node bench/inbox.ts [messages] [conversations]

const RUNS = 3;
const CALLS = 300;
const DEEP_PAGE = 600;
/** As the dashboard asks: conversations, messages of a thread, hits. */
const PAGE = 30;
const THREAD_PAGE = 50;
const HITS = 20;
const MORE = 20_000;

const size = {
  messages: Number(process.argv[2] ?? 1_000_000),
  conversations: Number(process.argv[3] ?? 100_000),
};

await using bench = await benchOrganization(2);
const { scope, database } = bench;
const startedMs = performance.now();
const { companyId } = await scope.db.channel.findFirstOrThrow();
const quiet = await scope.db.channel.create({ data: { companyId, type: 'WHATSAPP', name: 'Quiet' } });
await fillInbox(database, { ...bench, quietChannelId: quiet.id }, size);
console.log(
  `${size.messages} messages in ${size.conversations} conversations, filled in ${Math.round((performance.now() - startedMs) / 1000)} s`,
);

const first = await listConversations(scope, { status: 'OPEN', limit: PAGE });
const ids = first.items.map(({ id }) => id);
const deep = await cursorOfPage(scope, DEEP_PAGE);
const longest = await longestConversation();
const calls = {
  'by primary key': (index: number) =>
    scope.statement(Prisma.sql`-- prepared: bench_by_key
SELECT * FROM conversations WHERE id = ${ids[index % ids.length]}::uuid`),
  'inbox, first page': () => listConversations(scope, { status: 'OPEN', limit: PAGE }),
  'inbox, deep page': () => listConversations(scope, { status: 'OPEN', limit: PAGE, cursor: deep }),
  'inbox, unread': () => listConversations(scope, { status: 'OPEN', unread: true, limit: PAGE }),
  'inbox, of a quiet number': () =>
    listConversations(scope, { status: 'OPEN', channelId: quiet.id, limit: PAGE }),
  'inbox, waiting for a person': () =>
    listConversations(scope, { status: 'OPEN', agentState: 'HANDED_OVER', limit: PAGE }),
  'thread, newest page': (index: number) =>
    listMessages(scope, { conversationId: ids[index % ids.length] ?? '', limit: THREAD_PAGE }),
  'thread, the longest': () => listMessages(scope, { conversationId: longest, limit: THREAD_PAGE }),
  'unread badge': () => countUnread(scope),
  'client by a part of the name': () => listConversations(scope, { search: 'иент 77777', limit: PAGE }),
  'search, in 20 messages': () => search(marked.rare),
  'search, in 2 000': () => search(marked.frequent),
  'search, in 2 000 of the oldest': () => search(marked.old),
  'search, in three of ten': () => search(marked.common),
  'search, in none': () => search('самолёт'),
};

/** What the figures are asked to be. */
const limits: Record<string, { to?: string; ratio?: { atMost: number }; p95?: { atMost: number } }> = {
  'inbox, first page': { ratio: { atMost: 3 } },
  'inbox, deep page': { to: 'inbox, first page', ratio: { atMost: 1.3 } },
  'inbox, of a quiet number': { to: 'inbox, first page' },
  'inbox, waiting for a person': { to: 'inbox, first page' },
  'search, in 20 messages': { p95: { atMost: 10 } },
  'search, in 2 000': { p95: { atMost: 10 } },
  'search, in 2 000 of the oldest': { p95: { atMost: 10 } },
};

const names = Object.keys(calls);
const medians = await medianOfRuns(RUNS, async () => {
  const times = await timesInTurn(CALLS, Object.values(calls));
  return Object.fromEntries(
    times.flatMap((of, at) => [
      [names[at] ?? '', median(of)],
      [`${names[at]}, p95`, percentile(of, 95)],
    ]),
  );
});
const cpu = new Map<string, number>();
for (const [name, call] of Object.entries(calls)) cpu.set(name, await cpuOf(call));
report(`an inbox of ${size.messages} messages in ${size.conversations} conversations`, names.map(figureOf));
await reportInserts();

function search(q: string) {
  return searchMessages(scope, { q, limit: HITS });
}

function figureOf(what: string): Figure {
  const value = medians[what] ?? Number.NaN;
  const p95 = { value: medians[`${what}, p95`] ?? Number.NaN, ...limits[what]?.p95 };
  const cpuMicros = { value: cpu.get(what) ?? Number.NaN };
  const to = limits[what]?.to ?? 'by primary key';
  if (what === to) return { what, value, unit: 'ms', p95, cpuMicros };
  const ratio = { of: value / (medians[to] ?? Number.NaN), to, ...limits[what]?.ratio };
  return { what, value, unit: 'ms', p95, ratio, cpuMicros };
}

async function cpuOf(call: (index: number) => Promise<unknown>): Promise<number> {
  return cpuMicrosForEach([process.pid, bench.postgresPid], CALLS, async () => {
    for (let index = 0; index < CALLS; index += 1) await call(index);
  });
}

/** What the index on words adds to storing messages: the same rows with it and without. */
async function reportInserts(): Promise<void> {
  const { messages } = size;
  const insert = (round: number) =>
    insertMore(database, bench, { ...size, from: messages + 1 + round * MORE, count: MORE });
  const withIndex = await median3((run) => insert(run));
  await database.system.$executeRaw`DROP INDEX messages_words`;
  const without = await median3((run) => insert(RUNS + run));
  report(`storing ${MORE} more messages`, [
    { what: 'without the index on words', value: without, unit: 'ms' },
    { what: 'with it', value: withIndex, unit: 'ms', ratio: { of: withIndex / without, to: 'without' } },
  ]);
}

async function median3(run: (index: number) => Promise<number>): Promise<number> {
  const { ms } = await medianOfRuns(RUNS, async (index) => ({ ms: await run(index) }));
  return ms;
}

async function cursorOfPage(of: Scope, page: number): Promise<string | undefined> {
  let cursor: string | undefined;
  for (let passed = 1; passed < page; passed += 1) {
    const { nextCursor } = await listConversations(of, { status: 'OPEN', limit: PAGE, cursor });
    if (nextCursor === null) break;
    cursor = nextCursor;
  }
  return cursor;
}

async function longestConversation(): Promise<string> {
  const rows = await scope.db.message.groupBy({
    by: ['conversationId'],
    _count: true,
    orderBy: { _count: { conversationId: 'desc' } },
    take: 1,
  });
  return rows[0]?.conversationId ?? '';
}
