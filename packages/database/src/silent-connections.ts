import { Socket } from 'node:net';
import pg from 'pg';
import * as z from 'zod';

/** How often the connections of a pool are looked at, in ms. */
export const LOOK_MS = 1_000;
// Looks are counted, not time: who stood still himself has not read yet what came meanwhile.
const ASKED_AFTER = 3;
const ASKED_AGAIN_AFTER = 3;
/** Where PostgreSQL does not answer those who ask either, or reads and writes: what is large is long on a slow way. */
const GIVEN_UP_AFTER = 10;
/** Longer than any statement of ours may take. */
const LONGEST = 60;
/** Longer than a pool keeps one that nobody uses: its other end does not take the leave either. */
const LONGEST_UNUSED = 15;
const ANSWER_MS = 3_000;

/** How many looks ago. */
interface Silence {
  bytesRead: number;
  /** Something came. */
  quiet: number;
  /** The answer that has not come was asked for. */
  owed: number;
}

/**
 * Ends connections of which an answer is owed, and which lead nowhere any more without a word: a firewall forgot them, or
 * the machine at their other end is gone. A long statement says as little; so PostgreSQL is asked, on a new connection,
 * whether it is at work for the silent one. What such a connection was asked for fails like anything that meets a database
 * that is away. Costs the statements nothing.
 */
export function endSilentConnections(pool: pg.Pool, url: string, lookMs = LOOK_MS): void {
  const silences = new Map<pg.PoolClient, Silence>();
  let looking: NodeJS.Timeout | undefined;
  let isAsking = false;
  const silent = (looks: number) =>
    [...silences].flatMap(([client, { owed }]) => (owed >= looks ? [client] : []));
  const judge = async (suspects: pg.PoolClient[]) => {
    const lost = await lostOf({ suspects, stuck: silent(GIVEN_UP_AFTER) }, url);
    // What was answered meanwhile is not to blame.
    const dead = silent(lost === 'nobody answers' ? GIVEN_UP_AFTER : ASKED_AFTER).filter(
      (client) => lost === 'nobody answers' || lost.has(client),
    );
    for (const client of dead) end(client);
    if (dead.length === 0) return;
    // Those that wait to be used went the same way, most likely, and would be tried one after the other.
    for (const [client, { quiet }] of silences) {
      if (!isAnswerOwed(client) && quiet >= ASKED_AFTER) end(client);
    }
  };
  const look = () => {
    for (const [client, silence] of silences) {
      count(client, silence);
      const { owed, quiet } = silence;
      if (owed >= LONGEST || (owed === 0 && quiet >= LONGEST_UNUSED)) end(client);
    }
    const suspects = silent(ASKED_AFTER);
    const isTime = suspects.some((client) => isTimeToAsk(silences.get(client)));
    if (isAsking || !isTime) return;
    isAsking = true;
    void judge(suspects).finally(() => {
      isAsking = false;
    });
  };
  pool.on('connect', (client) => {
    silences.set(client, { bytesRead: 0, quiet: 0, owed: 0 });
    looking ??= setInterval(look, lookMs).unref();
  });
  pool.on('remove', (client) => {
    silences.delete(client);
    if (silences.size > 0) return;
    clearInterval(looking);
    looking = undefined;
  });
}

function count(client: pg.PoolClient, silence: Silence): void {
  const { stream } = client.connection;
  const bytesRead = stream instanceof Socket ? stream.bytesRead : 0;
  silence.quiet = bytesRead === silence.bytesRead ? silence.quiet + 1 : 0;
  silence.owed = silence.quiet > 0 && isAnswerOwed(client) ? silence.owed + 1 : 0;
  silence.bytesRead = bytesRead;
}

function isTimeToAsk(silence: Silence | undefined): boolean {
  return silence !== undefined && (silence.owed - ASKED_AFTER) % ASKED_AGAIN_AFTER === 0;
}

/** As pg itself knows it, of which its types are silent. */
function isAnswerOwed(client: pg.PoolClient): boolean {
  return 'readyForQuery' in client && client.readyForQuery === false;
}

function end(client: pg.Client): void {
  client.connection.stream.destroy();
}

const answer = z.tuple([z.object({ self: z.number(), busy: z.array(z.number()) })]);

/**
 * Who is at work, or has ended just now. The others have answered, were asked nothing, or wait for us: they are ended there
 * as well, so that they hold nothing any more and nothing happens late. All in one CASE: no condition is looked at before
 * the others. $2: whoever asks knows itself by that number. $3: those for whose message, or whose reading, PostgreSQL has
 * waited long enough. It is asked as who connected, whatever role that one has taken on since: as nobody else may see, and
 * end, these sessions.
 */
const BUSY = `
  SELECT pg_backend_pid() AS self, ARRAY(
    SELECT pid FROM pg_stat_activity
    WHERE pid = ANY($1::int[]) AND CASE
      WHEN pg_backend_pid() <> $2::int THEN true
      WHEN datname IS DISTINCT FROM current_database() OR usename IS DISTINCT FROM session_user THEN false
      WHEN state LIKE 'idle%' AND state_change < clock_timestamp() - interval '1 s' THEN NOT pg_terminate_backend(pid)
      WHEN state = 'active' AND wait_event_type = 'Client' AND pid = ANY($3::int[]) THEN NOT pg_terminate_backend(pid)
      ELSE true
    END
  ) AS busy
  FROM (SELECT set_config('role', 'none', true)) AS as_who_connected`;

/** Which of these connections lead nowhere, by what PostgreSQL says of them; none where it cannot tell. */
async function lostOf(
  { suspects, stuck }: Record<'suspects' | 'stuck', pg.PoolClient[]>,
  connectionString: string,
): Promise<Set<pg.PoolClient> | 'nobody answers'> {
  const asking = new pg.Client({
    connectionString,
    connectionTimeoutMillis: ANSWER_MS,
    query_timeout: ANSWER_MS,
  });
  asking.on('error', () => {});
  try {
    await asking.connect();
    const { rows } = await asking.query(BUSY, [
      suspects.map(sessionOf),
      sessionOf(asking),
      stuck.map(sessionOf),
    ]);
    const [{ self, busy }] = answer.parse(rows);
    // Between us and PostgreSQL somebody shares its sessions out, and they are not known by their numbers.
    if (self !== sessionOf(asking)) return new Set();
    return new Set(suspects.filter((client) => !busy.includes(sessionOf(client))));
  } catch (error) {
    return error instanceof pg.DatabaseError ? new Set() : 'nobody answers';
  } finally {
    // Without taking leave, for which there would be no answer where the way is lost just now.
    end(asking);
  }
}

function sessionOf(client: pg.Client): number {
  return 'processID' in client && typeof client.processID === 'number' ? client.processID : 0;
}
