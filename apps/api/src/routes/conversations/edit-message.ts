import { editMessage } from '@soul-kg-crm/domain';
import { os } from '../os.ts';
import { actorOf, scopeOf } from '../request-context.ts';
import { presentMessage } from './present-message.ts';

/** PATCH /messages/{messageId} */
export const editMessageRoute = os.conversations.editMessage.handler(async ({ context, input }) => {
  const command = { ...input, actorId: actorOf(context) };
  return presentMessage(await editMessage(scopeOf(context), command), context.language);
});
