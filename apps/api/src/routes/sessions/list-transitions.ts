import { listTransitions } from '@soul-kg-crm/domain';
import { os } from '../os.ts';
import { scopeOf } from '../request-context.ts';
import { presentTransition } from './present-session.ts';

/** GET /sessions/{channelId}/transitions */
export const listTransitionsRoute = os.sessions.listTransitions.handler(async ({ context, input }) => {
  const { items, nextCursor } = await listTransitions(scopeOf(context), input);
  return { items: items.map((item) => presentTransition(item, context.language)), nextCursor };
});
