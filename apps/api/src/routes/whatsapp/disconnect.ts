import { disconnectChannel } from '@soul-kg-crm/domain';
import { os } from '../os.ts';
import { actorOf, scopeOf } from '../request-context.ts';
import { presentState } from './present-session.ts';

/** POST /whatsapp/disconnect/{organizationId} */
export const disconnect = os.whatsapp.disconnect.handler(async ({ context, input }) => {
  const command = { channelId: input.channelId, actorId: actorOf(context) };
  return presentState(await disconnectChannel(scopeOf(context), command));
});
