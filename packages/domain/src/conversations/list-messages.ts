import type { Scope } from '@soul-kg-crm/database';
import { Problem } from '@soul-kg-crm/shared/problems';
import { cursorOf, decodeCursor, type Page } from '../paging/cursor.ts';
import { findOrSurvivor } from './surviving-conversation.ts';
import { entryOfRow, threadRow } from './thread-row.ts';
import { threadStatement } from './thread-statement.ts';
import type { ThreadEntry } from './views.ts';

export interface ThreadQuery {
  conversationId: string;
  limit: number;
  /** Those before it; with none of the three, the newest. */
  cursor?: string | undefined;
  /** Those after it. */
  previousCursor?: string | undefined;
  /** A message of the conversation: it, with about as many before as after it. */
  around?: string | undefined;
}

export interface ThreadPage extends Page<ThreadEntry> {
  /** To what came after the page's newest message; null where nothing did. */
  previousCursor: string | null;
}

type ThreadScope = Pick<Scope, 'organizationId' | 'statement' | 'db'>;

/** One page of a thread, newest first; the order is the messages' own ids'. */
export async function listMessages(scope: ThreadScope, query: ThreadQuery): Promise<ThreadPage> {
  if (query.around !== undefined) return pageAround(scope, query, query.around);
  if (query.previousCursor !== undefined) {
    const { id } = decodeCursor(query.previousCursor, 'previousCursor');
    const newer = await read(scope, query, { newerThan: id }, query.limit);
    const items = newer.items.toReversed();
    return {
      items,
      nextCursor: placeOf(items.at(-1)),
      previousCursor: newer.hasMore ? placeOf(items[0]) : null,
    };
  }
  const olderThan = query.cursor === undefined ? undefined : decodeCursor(query.cursor).id;
  const { items, hasMore } = await read(scope, query, { olderThan }, query.limit);
  const previousCursor = olderThan === undefined ? null : placeOf(items[0]);
  return { items, nextCursor: hasMore ? placeOf(items.at(-1)) : null, previousCursor };
}

async function pageAround(scope: ThreadScope, query: ThreadQuery, around: string): Promise<ThreadPage> {
  const half = Math.max(1, Math.floor(query.limit / 2));
  const [newer, older] = await Promise.all([
    read(scope, query, { newerThan: around }, half),
    read(scope, query, { olderThan: around, isInclusive: true }, half),
  ]);
  // Deleted meanwhile, or of another conversation.
  if (older.items[0]?.id !== around) throw new Problem('NOT_FOUND');
  const items = [...newer.items.toReversed(), ...older.items];
  return {
    items,
    nextCursor: older.hasMore ? placeOf(items.at(-1)) : null,
    previousCursor: newer.hasMore ? placeOf(items[0]) : null,
  };
}

/** What part of a thread is read, and in which direction from there. */
export type ThreadPart = { newerThan: string } | { olderThan: string | undefined; isInclusive?: boolean };

async function read(
  scope: ThreadScope,
  query: ThreadQuery,
  part: ThreadPart,
  limit: number,
): Promise<{ items: ThreadEntry[]; hasMore: boolean }> {
  return findOrSurvivor(scope, query.conversationId, async (conversationId) => {
    const { organizationId } = scope;
    const found = await scope.statement(threadStatement({ organizationId, conversationId, part, limit }));
    // A conversation without messages is one row without a message; no row is no conversation.
    if (found.length === 0) return null;
    const rows = threadRow.array().parse(found);
    const items = rows.flatMap((row) => entryOfRow(row, conversationId) ?? []);
    return { items: items.slice(0, limit), hasMore: items.length > limit };
  });
}

function placeOf(message: ThreadEntry | undefined): string | null {
  return message ? cursorOf({ at: message.createdAt, id: message.id }) : null;
}
