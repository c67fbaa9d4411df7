import { retryAllFailedMessages } from '@soul-kg-crm/domain';
import { os } from '../os.ts';
import { actorOf, scopeOf } from '../request-context.ts';

/** POST /queues/failed-messages/retry */
export const retryAllFailedMessagesRoute = os.queues.retryAllFailedMessages.handler(({ context }) =>
  retryAllFailedMessages(scopeOf(context), actorOf(context)),
);
