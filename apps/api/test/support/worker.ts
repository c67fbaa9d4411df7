import type { Database } from '@soul-kg-crm/database';
import { newId } from '@soul-kg-crm/shared/ids';

/** A worker that has just said that it lives; gives its id. */
export async function addWorker(database: Database, name = 'worker-1'): Promise<string> {
  const id = newId();
  await database.system.worker.create({ data: { id, name, capacity: 5 } });
  return id;
}
