import type { Scope } from '@soul-kg-crm/database';
import { Problem } from '@soul-kg-crm/shared/problems';
import { decodeCursor, type Page, type PageQuery, pageOf } from '../paging/cursor.ts';
import { type MessageView, messageInclude, withSenderNames } from './views.ts';

/** One page of a thread, newest first; the order is the messages' own ids'. */
export async function listMessages(
  scope: Scope,
  query: PageQuery & { conversationId: string },
): Promise<Page<MessageView>> {
  const { conversationId, cursor, limit } = query;
  const conversation = await scope.db.conversation.findUnique({
    where: { id: conversationId },
    select: { id: true },
  });
  if (!conversation) throw new Problem('NOT_FOUND');
  const rows = await scope.db.message.findMany({
    where: { conversationId, ...(cursor !== undefined && { id: { lt: decodeCursor(cursor).id } }) },
    include: messageInclude,
    orderBy: { id: 'desc' },
    take: limit + 1,
  });
  const page = pageOf(rows, limit, (row) => ({ at: row.createdAt, id: row.id }));
  return { ...page, items: await withSenderNames(scope.db, page.items) };
}

/** One message, or NOT_FOUND. */
export async function getMessage(scope: Pick<Scope, 'db'>, id: string): Promise<MessageView> {
  const message = await scope.db.message.findUnique({ where: { id }, include: messageInclude });
  if (!message) throw new Problem('NOT_FOUND');
  const [view] = await withSenderNames(scope.db, [message]);
  if (!view) throw new Problem('NOT_FOUND');
  return view;
}
