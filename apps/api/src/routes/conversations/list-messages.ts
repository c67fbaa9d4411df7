import { listMessages } from '@soul-kg-crm/domain';
import { os } from '../os.ts';
import { scopeOf } from '../request-context.ts';
import { presentMessage } from './present-message.ts';

/** GET /conversations/{conversationId}/messages */
export const listMessagesRoute = os.conversations.listMessages.handler(async ({ context, input }) => {
  const { items, nextCursor } = await listMessages(scopeOf(context), input);
  return { items: items.map((message) => presentMessage(message, context.language)), nextCursor };
});
