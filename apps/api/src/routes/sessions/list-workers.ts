import { listWorkers } from '@soul-kg-crm/domain';
import { os } from '../os.ts';
import { scopeOf } from '../request-context.ts';

/** GET /workers */
export const listWorkersRoute = os.sessions.listWorkers.handler(async ({ context }) => ({
  items: await listWorkers(scopeOf(context)),
}));
