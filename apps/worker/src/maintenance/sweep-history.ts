import { Prisma } from '@soul-kg-crm/database';
import { lowestIdAt } from '@soul-kg-crm/domain';
import type { WorkerContext } from '../context.ts';
import { type Repetition, repeat } from '../runtime/repeat.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Longer than a phone can be away; what comes again after it is known by its message. */
const EVENTS_KEPT_DAYS = 30;
/** For whoever asks what a number went through. */
const TRANSITIONS_KEPT_DAYS = 90;
const CHUNK = 1_000;

type System = WorkerContext['database']['system'];

/** Deletes what was done long ago and nobody reads any more: events that became messages, and what sessions went through. */
export function startHistorySweep({ database, log }: Pick<WorkerContext, 'database' | 'log'>): Repetition {
  return repeat({
    name: 'history-sweep',
    everyMs: HOUR_MS,
    log,
    work: async (signal) => {
      for (const deleteChunk of [deleteEvents, deleteTransitions]) {
        let deleted = CHUNK;
        while (deleted === CHUNK && !signal.aborted) deleted = await deleteChunk(database.system);
      }
    },
  });
}

/** Gives how many it deleted. Dead letters stay until somebody has decided about them, and after it. */
export function deleteEvents(system: System): Promise<number> {
  return system.$executeRaw(Prisma.sql`
    DELETE FROM inbound_events WHERE id IN (
      SELECT id FROM inbound_events
      WHERE processed_at < now() - make_interval(days => ${EVENTS_KEPT_DAYS}) AND failed_at IS NULL
      ORDER BY processed_at LIMIT ${CHUNK})`);
}

/** The same of transitions, found by their ids, which begin with their time. */
export function deleteTransitions(system: System): Promise<number> {
  const oldest = lowestIdAt(Date.now() - TRANSITIONS_KEPT_DAYS * DAY_MS);
  return system.$executeRaw(Prisma.sql`
    DELETE FROM session_transitions WHERE id IN (
      SELECT id FROM session_transitions WHERE id < ${oldest}::uuid ORDER BY id LIMIT ${CHUNK})`);
}
