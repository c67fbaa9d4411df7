import { os } from '../os.ts';
import { presentCurrentBroadcast } from './present-broadcast.ts';

/** GET /broadcasts/{broadcastId} */
export const getBroadcastRoute = os.broadcasts.get.handler(({ context, input }) =>
  presentCurrentBroadcast(context, input.broadcastId),
);
