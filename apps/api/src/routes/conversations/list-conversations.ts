import { listConversations } from '@soul-kg-crm/domain';
import { os } from '../os.ts';
import { scopeOf } from '../request-context.ts';
import { presentConversation } from './present-conversation.ts';

/** GET /conversations */
export const listConversationsRoute = os.conversations.list.handler(async ({ context, input }) => {
  const { items, nextCursor } = await listConversations(scopeOf(context), input);
  return { items: items.map(presentConversation), nextCursor };
});
