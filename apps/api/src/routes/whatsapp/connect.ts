import { connectChannel } from '@soul-kg-crm/domain';
import { os } from '../os.ts';
import { actorOf, scopeOf } from '../request-context.ts';
import { presentState } from './present-session.ts';

/** POST /whatsapp/connect */
export const connect = os.whatsapp.connect.handler(async ({ context, input }) => {
  const { channelId, pairingPhone } = input;
  const command = { channelId, pairingPhone, actorId: actorOf(context) };
  return presentState(await connectChannel(scopeOf(context), command));
});
