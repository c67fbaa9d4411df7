import { deleteChannel } from '@soul-kg-crm/domain';
import { os } from '../os.ts';
import { actorOf, scopeOf } from '../request-context.ts';

/** DELETE /sessions/{channelId} */
export const deleteSessionRoute = os.sessions.delete.handler(async ({ context, input }) => {
  await deleteChannel(scopeOf(context), { ...input, actorId: actorOf(context) });
  return { success: true as const };
});
