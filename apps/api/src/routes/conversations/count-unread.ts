import { countUnread } from '@soul-kg-crm/domain';
import { os } from '../os.ts';
import { scopeOf } from '../request-context.ts';

/** GET /conversations/unread-count */
export const countUnreadRoute = os.conversations.countUnread.handler(async ({ context }) => {
  const { unread, waiting } = await countUnread(scopeOf(context));
  return { unreadConversations: unread, waitingConversations: waiting };
});
