import { dismissDeadLetter } from '@soul-kg-crm/domain';
import { os } from '../os.ts';
import { actorOf, scopeOf } from '../request-context.ts';

/** POST /queues/dead-letters/{inboundEventId}/dismiss */
export const dismissDeadLetterRoute = os.queues.dismissDeadLetter.handler(async ({ context, input }) => {
  await dismissDeadLetter(scopeOf(context), { ...input, actorId: actorOf(context) });
  return { success: true as const };
});
