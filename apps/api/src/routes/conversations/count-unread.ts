import { countUnread } from '@soul-kg-crm/domain';
import { os } from '../os.ts';
import { scopeOf } from '../request-context.ts';

/** GET /conversations/unread-count */
export const countUnreadRoute = os.conversations.countUnread.handler(async ({ context }) => ({
  unreadConversations: await countUnread(scopeOf(context)),
}));
