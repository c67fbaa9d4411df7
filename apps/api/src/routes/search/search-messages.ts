import { searchMessages } from '@soul-kg-crm/domain';
import { os } from '../os.ts';
import { scopeOf } from '../request-context.ts';

/** GET /search/messages */
export const searchMessagesRoute = os.search.messages.handler(async ({ context, input }) => {
  const { items, nextCursor } = await searchMessages(scopeOf(context), input);
  return {
    items: items.map(({ messageId, conversationId, client, direction, kind, snippet, createdAt }) => ({
      ...{ messageId, conversationId, client, direction, kind, snippet },
      createdAt: createdAt.toISOString(),
    })),
    nextCursor,
  };
});
