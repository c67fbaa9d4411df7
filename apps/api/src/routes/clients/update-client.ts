import { updateClient } from '@soul-kg-crm/domain';
import { os } from '../os.ts';
import { actorOf, scopeOf } from '../request-context.ts';
import { presentClient } from './present-client.ts';

/** PATCH /clients/{clientId} */
export const updateClientRoute = os.clients.update.handler(async ({ context, input }) =>
  presentClient(await updateClient(scopeOf(context), input, actorOf(context))),
);
