import { logOutChannel } from '@soul-kg-crm/domain';
import { os } from '../os.ts';
import { actorOf, scopeOf } from '../request-context.ts';
import { presentCurrent } from './present-session.ts';

/** POST /sessions/{channelId}/log-out */
export const logOutRoute = os.sessions.logOut.handler(async ({ context, input }) => {
  await logOutChannel(scopeOf(context), { ...input, actorId: actorOf(context) });
  return presentCurrent(context, input.channelId);
});
