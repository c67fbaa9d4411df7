import { moveChannel } from '@soul-kg-crm/domain';
import { os } from '../os.ts';
import { actorOf, scopeOf } from '../request-context.ts';
import { presentCurrent } from './present-session.ts';

/** POST /sessions/{channelId}/move */
export const moveSessionRoute = os.sessions.move.handler(async ({ context, input }) => {
  await moveChannel(scopeOf(context), { ...input, actorId: actorOf(context) });
  return presentCurrent(context, input.channelId);
});
