import { dismissFailedMessage } from '@soul-kg-crm/domain';
import { os } from '../os.ts';
import { actorOf, scopeOf } from '../request-context.ts';

/** POST /queues/failed-messages/{messageId}/dismiss */
export const dismissFailedMessageRoute = os.queues.dismissFailedMessage.handler(
  async ({ context, input }) => {
    await dismissFailedMessage(scopeOf(context), { ...input, actorId: actorOf(context) });
    return { success: true as const };
  },
);
