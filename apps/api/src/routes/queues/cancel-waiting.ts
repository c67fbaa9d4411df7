import { cancelWaitingMessages } from '@soul-kg-crm/domain';
import { os } from '../os.ts';
import { actorOf, scopeOf } from '../request-context.ts';

/** POST /queues/numbers/{channelId}/cancel */
export const cancelWaitingRoute = os.queues.cancelWaiting.handler(async ({ context, input }) => ({
  cancelled: await cancelWaitingMessages(scopeOf(context), { ...input, actorId: actorOf(context) }),
}));
