import { retryAllDeadLetters } from '@soul-kg-crm/domain';
import { os } from '../os.ts';
import { actorOf, scopeOf } from '../request-context.ts';

/** POST /queues/dead-letters/retry */
export const retryAllDeadLettersRoute = os.queues.retryAllDeadLetters.handler(({ context }) =>
  retryAllDeadLetters(scopeOf(context), actorOf(context)),
);
