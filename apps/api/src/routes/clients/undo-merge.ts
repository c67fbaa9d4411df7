import { undoMerge } from '@soul-kg-crm/domain';
import { os } from '../os.ts';
import { actorOf, scopeOf } from '../request-context.ts';
import { presentClient } from './present-client.ts';

/** POST /clients/{clientId}/merges/{mergeId}/undo */
export const undoMergeRoute = os.clients.undoMerge.handler(async ({ context, input }) =>
  presentClient(await undoMerge(scopeOf(context), input, actorOf(context))),
);
