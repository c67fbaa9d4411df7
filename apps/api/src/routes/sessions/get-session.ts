import { os } from '../os.ts';
import { presentCurrent } from './present-session.ts';

/** GET /sessions/{channelId} */
export const getSessionRoute = os.sessions.get.handler(({ context, input }) =>
  presentCurrent(context, input.channelId),
);
