import { updateChannel } from '@soul-kg-crm/domain';
import { os } from '../os.ts';
import { actorOf, scopeOf } from '../request-context.ts';
import { presentCurrent } from './present-session.ts';

/** PATCH /sessions/{channelId} */
export const updateSessionRoute = os.sessions.update.handler(async ({ context, input }) => {
  await updateChannel(scopeOf(context), { ...input, actorId: actorOf(context) });
  return presentCurrent(context, input.channelId);
});
