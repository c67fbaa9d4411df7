import { Prisma } from '@soul-kg-crm/database';
import * as z from 'zod';
import type { WorkerContext } from '../context.ts';
import { type Repetition, repeat } from '../runtime/repeat.ts';

const HOUR_MS = 3_600_000;
/** A browser keeps a message that it could not post for one day. */
const KEPT_DAYS = 2;
const CHUNK = 200;

/** Deletes files that somebody chose in the composer, or a program uploaded, and never sent; and what was cut off. */
export function startUploadSweep(context: WorkerContext): Repetition {
  return repeat({
    name: 'upload-sweep',
    everyMs: HOUR_MS,
    log: context.log,
    work: async (signal) => {
      let deleted = CHUNK;
      while (deleted === CHUNK && !signal.aborted) deleted = await sweepUploads(context);
      await context.storage.deleteUnfinished();
    },
  });
}

const rows = z.array(z.object({ storage_key: z.string().nullable() }));

/** Gives how many it deleted. The row goes first: a file that nobody knows of only takes room. */
export async function sweepUploads({
  database,
  storage,
}: Pick<WorkerContext, 'database' | 'storage'>): Promise<number> {
  // Customers' pictures belong to no message either; nobody uploaded them.
  const found: unknown = await database.system.$queryRaw(Prisma.sql`
    DELETE FROM media_files WHERE id IN (
      SELECT id FROM media_files AS upload
      WHERE uploaded_by_id IS NOT NULL
        AND created_at < now() - make_interval(days => ${KEPT_DAYS})
        AND NOT EXISTS (SELECT FROM messages WHERE media_id = upload.id)
      LIMIT ${CHUNK} FOR UPDATE SKIP LOCKED)
    RETURNING storage_key`);
  const deleted = rows.parse(found);
  for (const { storage_key: key } of deleted) if (key !== null) await storage.delete(key);
  return deleted.length;
}
