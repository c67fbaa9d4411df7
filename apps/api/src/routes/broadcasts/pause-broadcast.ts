import { pauseBroadcast } from '@soul-kg-crm/domain';
import { os } from '../os.ts';
import { actorOf, scopeOf } from '../request-context.ts';
import { presentCurrentBroadcast } from './present-broadcast.ts';

/** POST /broadcasts/{broadcastId}/pause */
export const pauseBroadcastRoute = os.broadcasts.pause.handler(async ({ context, input }) => {
  await pauseBroadcast(scopeOf(context), { ...input, actorId: actorOf(context) });
  return presentCurrentBroadcast(context, input.broadcastId);
});
