import { cancelMessage } from '@soul-kg-crm/domain';
import { os } from '../os.ts';
import { actorOf, scopeOf } from '../request-context.ts';
import { presentMessage } from './present-message.ts';

/** POST /messages/{messageId}/cancel */
export const cancelMessageRoute = os.conversations.cancelMessage.handler(async ({ context, input }) => {
  const command = { messageId: input.messageId, actorId: actorOf(context) };
  return presentMessage(await cancelMessage(scopeOf(context), command), context.language);
});
