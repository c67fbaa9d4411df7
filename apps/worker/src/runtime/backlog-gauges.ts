import { setTimeout as delay } from 'node:timers/promises';
import { type Database, Prisma } from '@soul-kg-crm/database';
import { lowestIdAt, NEW_CHATS_BLOCKED, OPEN_FAILURE } from '@soul-kg-crm/domain';
import { Gauge } from 'prom-client';
import * as z from 'zod';
import type { WorkerContext } from '../context.ts';

const DAY_MS = 24 * 3_600_000;
/** The figures of one answer are those of one moment, and whoever asks often costs the database no more. */
const KEPT_MS = 5_000;
/** While the database does not answer, the worker's own figures are told all the same. */
const ANSWER_MS = 3_000;

const backlog = z.object({
  waiting: z.int(),
  oldest_seconds: z.number(),
  failed: z.int(),
  dead: z.int(),
  lost: z.int(),
});
type Backlog = z.infer<typeof backlog>;

const NOTHING: Backlog = { waiting: 0, oldest_seconds: 0, failed: 0, dead: 0, lost: 0 };

const figures: { name: string; help: string; of: (backlog: Backlog) => number }[] = [
  {
    name: 'soul_outbound_waiting_messages',
    help: 'Outgoing messages that have not left, or not certainly',
    of: ({ waiting }) => waiting,
  },
  {
    name: 'soul_outbound_oldest_waiting_seconds',
    help: 'How long the oldest that is to leave waits since it was queued or sent again, on a number that is to run',
    of: ({ oldest_seconds }) => oldest_seconds,
  },
  {
    name: 'soul_outbound_failed_messages',
    help: 'Outgoing messages of the last 24 hours that failed, and that nobody took back or put aside',
    of: ({ failed }) => failed,
  },
  {
    name: 'soul_inbound_dead_letters',
    help: 'Incoming events that nobody tries any more, and that nobody put aside',
    of: ({ dead }) => dead,
  },
  {
    name: 'soul_lost_sessions',
    help: 'Numbers that have worked and are to run, and are not connected',
    of: ({ lost }) => lost,
  },
];

/**
 * Shows what waits, failed and is down in the whole installation, counted when somebody asks. One worker tells it, the one
 * that is the relay; at the others it is 0, so that the sum over all workers is the figure.
 */
export function showBacklog(
  { database, metrics: { registry }, log }: Pick<WorkerContext, 'database' | 'metrics' | 'log'>,
  isTeller: () => boolean,
): AsyncDisposable {
  let counted = { atMs: Number.NEGATIVE_INFINITY, backlog: Promise.resolve(NOTHING) };
  const now = async () => {
    if (!isTeller()) return NOTHING;
    if (performance.now() - counted.atMs > KEPT_MS) {
      counted = { atMs: performance.now(), backlog: inTime(countBacklog(database)) };
      counted.backlog.catch((err: unknown) => log.warn({ err }, 'backlog.not_counted'));
    }
    return counted.backlog;
  };
  for (const { name, help, of } of figures) {
    const gauge: Gauge = new Gauge({
      ...{ name, help, registers: [registry] },
      // What was told last stands where nothing is known now.
      collect: () =>
        now().then(
          (found) => gauge.set(of(found)),
          () => {},
        ),
    });
  }
  return {
    [Symbol.asyncDispose]: async () => {
      for (const { name } of figures) registry.removeSingleMetric(name);
    },
  };
}

async function inTime<Result>(counting: Promise<Result>): Promise<Result> {
  const over = new AbortController();
  const late = delay(ANSWER_MS, undefined, { signal: over.signal }).then(() => {
    throw new Error('The database does not answer');
  });
  late.catch(() => {});
  try {
    return await Promise.race([counting, late]);
  } finally {
    over.abort();
  }
}

/**
 * Through the numbers, so that it is found by the index of what has not left; what was sent is passed over. What may have
 * left, and what WhatsApp itself lets wait, may do so for days: nobody can hurry it.
 */
async function countBacklog({ system }: Database): Promise<Backlog> {
  const since = lowestIdAt(Date.now() - DAY_MS);
  const [found] = z.tuple([backlog]).parse(
    await system.$queryRaw(Prisma.sql`
      SELECT waiting::int, coalesce(oldest_seconds, 0)::float8 AS oldest_seconds,
        (SELECT count(*) FROM channels c JOIN messages m ON m.channel_id = c.id AND m.stage = 'FAILED'
          WHERE m.id >= ${since}::uuid AND ${OPEN_FAILURE})::int AS failed,
        (SELECT count(*) FROM inbound_events WHERE failed_at IS NOT NULL AND dismissed_at IS NULL)::int AS dead,
        (SELECT count(*) FROM channels c JOIN whatsapp_sessions s ON s.channel_id = c.id
          WHERE c.desired_state = 'RUNNING' AND c.deleted_at IS NULL AND s.last_connected_at IS NOT NULL
            AND (s.status <> 'CONNECTED' OR NOT s.is_online))::int AS lost
      FROM (
        SELECT count(*) AS waiting,
          extract(epoch FROM now() - min(coalesce(m.adopted_at, m.created_at)) FILTER (
            WHERE c.desired_state = 'RUNNING' AND m.status = 'PENDING' AND m.error_code IS DISTINCT FROM ${NEW_CHATS_BLOCKED}
          )) AS oldest_seconds
        FROM channels c JOIN messages m ON m.channel_id = c.id AND m.stage = 'WAITING'
      ) AS outgoing`),
  );
  return found;
}
