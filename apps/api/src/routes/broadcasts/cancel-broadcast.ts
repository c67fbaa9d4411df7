import { cancelBroadcast } from '@soul-kg-crm/domain';
import { os } from '../os.ts';
import { actorOf, scopeOf } from '../request-context.ts';
import { presentCurrentBroadcast } from './present-broadcast.ts';

/** POST /broadcasts/{broadcastId}/cancel */
export const cancelBroadcastRoute = os.broadcasts.cancel.handler(async ({ context, input }) => {
  await cancelBroadcast(scopeOf(context), { ...input, actorId: actorOf(context) });
  return presentCurrentBroadcast(context, input.broadcastId);
});
