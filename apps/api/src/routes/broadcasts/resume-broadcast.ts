import { resumeBroadcast } from '@soul-kg-crm/domain';
import { os } from '../os.ts';
import { actorOf, scopeOf } from '../request-context.ts';
import { presentCurrentBroadcast } from './present-broadcast.ts';

/** POST /broadcasts/{broadcastId}/resume */
export const resumeBroadcastRoute = os.broadcasts.resume.handler(async ({ context, input }) => {
  await resumeBroadcast(scopeOf(context), { ...input, actorId: actorOf(context) });
  return presentCurrentBroadcast(context, input.broadcastId);
});
