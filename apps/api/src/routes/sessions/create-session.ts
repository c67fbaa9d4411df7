import { createChannel } from '@soul-kg-crm/domain';
import { os } from '../os.ts';
import { actorOf, scopeOf } from '../request-context.ts';
import { presentCurrent } from './present-session.ts';

/** POST /sessions */
export const createSessionRoute = os.sessions.create.handler(async ({ context, input }) => {
  const channelId = await createChannel(scopeOf(context), { ...input, actorId: actorOf(context) });
  return presentCurrent(context, channelId);
});
