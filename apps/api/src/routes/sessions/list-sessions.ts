import { listSessions } from '@soul-kg-crm/domain';
import { os } from '../os.ts';
import { scopeOf } from '../request-context.ts';
import { presentChannelSession } from './present-session.ts';

/** GET /sessions */
export const listSessionsRoute = os.sessions.list.handler(async ({ context }) => {
  const channels = await listSessions(scopeOf(context));
  return { items: channels.map((channel) => presentChannelSession(channel, context.language)) };
});
