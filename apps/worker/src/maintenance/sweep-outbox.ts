import { Prisma } from '@soul-kg-crm/database';
import type { WorkerContext } from '../context.ts';
import { type Repetition, repeat } from '../runtime/repeat.ts';

const HOUR_MS = 3_600_000;
const KEPT_DAYS = 7;
const CHUNK = 5_000;

/** Deletes what was published more than a week ago; dashboards that were away for longer load everything anew. */
export function startOutboxSweep({ database, log }: WorkerContext): Repetition {
  return repeat({
    name: 'outbox-sweep',
    everyMs: HOUR_MS,
    log,
    work: async (signal) => {
      let deleted = CHUNK;
      while (deleted === CHUNK && !signal.aborted) deleted = await deleteChunk(database.system);
    },
  });
}

/** The newest cursor stays for ever: the next one is counted on from it. */
function deleteChunk(system: WorkerContext['database']['system']): Promise<number> {
  return system.$executeRaw(Prisma.sql`
    DELETE FROM outbox_events WHERE id IN (
      SELECT id FROM outbox_events
      WHERE published_at < now() - make_interval(days => ${KEPT_DAYS})
        AND (cursor IS NULL OR cursor < (SELECT max(cursor) FROM outbox_events))
      ORDER BY published_at LIMIT ${CHUNK})`);
}
