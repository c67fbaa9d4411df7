import { findClient } from '@soul-kg-crm/domain';
import { os } from '../os.ts';
import { scopeOf } from '../request-context.ts';
import { presentClient } from './present-client.ts';

/** GET /clients/{clientId} */
export const getClientRoute = os.clients.get.handler(async ({ context, input }) =>
  presentClient(await findClient(scopeOf(context), input.clientId)),
);
