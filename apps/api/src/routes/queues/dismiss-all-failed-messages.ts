import { dismissAllFailedMessages } from '@soul-kg-crm/domain';
import { os } from '../os.ts';
import { actorOf, scopeOf } from '../request-context.ts';

/** POST /queues/failed-messages/dismiss */
export const dismissAllFailedMessagesRoute = os.queues.dismissAllFailedMessages.handler(
  async ({ context }) => ({
    dismissed: await dismissAllFailedMessages(scopeOf(context), actorOf(context)),
  }),
);
