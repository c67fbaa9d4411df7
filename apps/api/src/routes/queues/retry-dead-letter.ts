import { retryDeadLetter } from '@soul-kg-crm/domain';
import { os } from '../os.ts';
import { actorOf, scopeOf } from '../request-context.ts';

/** POST /queues/dead-letters/{inboundEventId}/retry */
export const retryDeadLetterRoute = os.queues.retryDeadLetter.handler(async ({ context, input }) => {
  await retryDeadLetter(scopeOf(context), { ...input, actorId: actorOf(context) });
  return { success: true as const };
});
