import { listClients } from '@soul-kg-crm/domain';
import { os } from '../os.ts';
import { scopeOf } from '../request-context.ts';
import { presentClient } from './present-client.ts';

/** GET /clients */
export const listClientsRoute = os.clients.list.handler(async ({ context, input }) => {
  const { items, nextCursor } = await listClients(scopeOf(context), input);
  return { items: items.map(presentClient), nextCursor };
});
