import { updateConversation } from '@soul-kg-crm/domain';
import { os } from '../os.ts';
import { actorOf, scopeOf } from '../request-context.ts';
import { presentConversation } from './present-conversation.ts';

/** PATCH /conversations/{conversationId} */
export const updateConversationRoute = os.conversations.update.handler(async ({ context, input }) =>
  presentConversation(await updateConversation(scopeOf(context), input, actorOf(context))),
);
