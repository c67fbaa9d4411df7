import type { Scope } from '@soul-kg-crm/database';
import type { AgentState, ConversationStatus } from '@soul-kg-crm/shared/enums';
import { Problem } from '@soul-kg-crm/shared/problems';
import { type Page, type PageQuery, pageOf } from '../paging/cursor.ts';
import { inboxRow, viewOfRow } from './inbox-row.ts';
import { inboxStatement } from './inbox-statement.ts';
import type { InboxEntry } from './views.ts';

export interface ConversationQuery extends PageQuery {
  status?: ConversationStatus | undefined;
  /** true: only those with something unread; false: only those without. */
  unread?: boolean | undefined;
  /** The number that they run through. */
  channelId?: string | undefined;
  agentState?: AgentState | undefined;
  assigneeId?: string | undefined;
  clientId?: string | undefined;
  /** A part of the client's name or phone number. */
  search?: string | undefined;
}

/** One page of the inbox, newest first; NOT_FOUND for a number that is not there. */
export async function listConversations(
  scope: Pick<Scope, 'organizationId' | 'statement' | 'db'>,
  query: ConversationQuery,
): Promise<Page<InboxEntry>> {
  const rows = inboxRow.array().parse(await scope.statement(inboxStatement(scope.organizationId, query)));
  // Whatever has conversations is there: only an empty page is worth a second question.
  if (rows.length === 0 && query.channelId) await requireChannel(scope, query.channelId);
  return pageOf(rows.map(viewOfRow), query.limit, (row) => ({ at: row.lastMessageAt, id: row.id }));
}

async function requireChannel({ db }: Pick<Scope, 'db'>, id: string): Promise<void> {
  if (!(await db.channel.findUnique({ where: { id }, select: { id: true } }))) throw new Problem('NOT_FOUND');
}
