import type { Scope } from '@soul-kg-crm/database';
import type { ConversationStatus } from '@soul-kg-crm/shared/enums';
import { type Page, type PageQuery, pageOf } from '../paging/cursor.ts';
import { inboxRow, viewOfRow } from './inbox-row.ts';
import { inboxStatement } from './inbox-statement.ts';
import type { InboxEntry } from './views.ts';

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
  scope: Pick<Scope, 'organizationId' | 'statement'>,
  query: ConversationQuery,
): Promise<Page<InboxEntry>> {
  const rows = inboxRow.array().parse(await scope.statement(inboxStatement(scope.organizationId, query)));
  return pageOf(rows.map(viewOfRow), query.limit, (row) => ({ at: row.lastMessageAt, id: row.id }));
}
