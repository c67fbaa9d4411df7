import { listMessages } from '@soul-kg-crm/domain';
import { os } from '../os.ts';
import { scopeOf } from '../request-context.ts';
import { presentMessage } from './present-message.ts';

/** GET /conversations/{conversationId}/messages */
export const listMessagesRoute = os.conversations.listMessages.handler(async ({ context, input }) => {
  const page = await listMessages(scopeOf(context), input);
  return { ...page, items: page.items.map((message) => presentMessage(message, context.language)) };
});
