import { sessionOf } from '@soul-kg-crm/domain';
import { os } from '../os.ts';
import { scopeOf } from '../request-context.ts';
import { presentSession } from './present-session.ts';

/** GET /whatsapp/status/{organizationId} */
export const status = os.whatsapp.status.handler(async ({ context, input }) =>
  presentSession(await sessionOf(scopeOf(context), input.channelId), context.language),
);
