import { createBroadcast } from '@soul-kg-crm/domain';
import { os } from '../os.ts';
import { actorOf, scopeOf } from '../request-context.ts';
import { presentCurrentBroadcast } from './present-broadcast.ts';

/** POST /broadcasts */
export const createBroadcastRoute = os.broadcasts.create.handler(async ({ context, input }) => {
  const id = await createBroadcast(scopeOf(context), { ...input, actorId: actorOf(context) });
  return presentCurrentBroadcast(context, id);
});
