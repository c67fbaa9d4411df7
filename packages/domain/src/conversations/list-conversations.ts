import type { Prisma, Scope } from '@soul-kg-crm/database';
import type { ConversationStatus } from '@soul-kg-crm/shared/enums';
import { clientMatches } from '../clients/client-search.ts';
import { decodeCursor, type Page, type PageQuery, pageOf } from '../paging/cursor.ts';
import { type ConversationView, conversationInclude } from './views.ts';

export interface ConversationQuery extends PageQuery {
  status?: ConversationStatus | undefined;
  /** true: only those with something unread; false: only those without. */
  unread?: boolean | undefined;
  assigneeId?: string | undefined;
  clientId?: string | undefined;
  /** A part of the client's name or phone number. */
  search?: string | undefined;
}

/** One page of the inbox, newest first. */
export async function listConversations(
  scope: Scope,
  query: ConversationQuery,
): Promise<Page<ConversationView>> {
  const rows = await scope.db.conversation.findMany({
    where: { AND: [filter(query), after(query.cursor)] },
    include: conversationInclude,
    orderBy: [{ lastMessageAt: 'desc' }, { id: 'desc' }],
    take: query.limit + 1,
  });
  return pageOf(rows, query.limit, (row) => ({ at: row.lastMessageAt, id: row.id }));
}

function filter(query: ConversationQuery): Prisma.ConversationWhereInput {
  return {
    ...(query.status && { status: query.status }),
    ...(query.unread !== undefined && { unreadCount: query.unread ? { gt: 0 } : 0 }),
    ...(query.assigneeId && { assigneeId: query.assigneeId }),
    ...(query.clientId && { clientId: query.clientId }),
    ...(query.search && { client: clientMatches(query.search) }),
  };
}

function after(cursor: string | undefined): Prisma.ConversationWhereInput {
  if (cursor === undefined) return {};
  const { at, id } = decodeCursor(cursor);
  // The first condition alone bounds the index scan; the second settles equal moments.
  return { lastMessageAt: { lte: at }, OR: [{ lastMessageAt: { lt: at } }, { id: { lt: id } }] };
}
