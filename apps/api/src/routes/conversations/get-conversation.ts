import { findConversation } from '@soul-kg-crm/domain';
import { os } from '../os.ts';
import { scopeOf } from '../request-context.ts';
import { presentConversation } from './present-conversation.ts';

/** GET /conversations/{conversationId} */
export const getConversationRoute = os.conversations.get.handler(async ({ context, input }) =>
  presentConversation(await findConversation(scopeOf(context), input.conversationId)),
);
