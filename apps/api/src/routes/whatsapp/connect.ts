import { connectChannel } from '@soul-kg-crm/domain';
import { os } from '../os.ts';
import { actorOf, scopeOf } from '../request-context.ts';
import { presentState } from './present-session.ts';

/** POST /whatsapp/connect */
export const connect = os.whatsapp.connect.handler(async ({ context }) =>
  presentState(await connectChannel(scopeOf(context), { actorId: actorOf(context) })),
);
