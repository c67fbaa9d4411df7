import type { Scope } from '@soul-kg-crm/database';
import { messageDirection, messageKind } from '@soul-kg-crm/shared/enums';
import * as z from 'zod';
import { decodeCursor, type Page, type PageQuery, pageOf } from '../paging/cursor.ts';
import { searchStatement } from './search-statement.ts';
import { type SnippetPiece, snippetOf } from './snippet.ts';
import { wordsQuery } from './words-query.ts';

export interface MessageSearch extends PageQuery {
  /** What somebody typed; of its last word the beginning is enough. */
  q: string;
}

export interface MessageHit {
  messageId: string;
  conversationId: string;
  client: { id: string; name: string; avatarUrl: string | null };
  direction: z.infer<typeof messageDirection>;
  kind: z.infer<typeof messageKind>;
  snippet: SnippetPiece[];
  createdAt: Date;
}

const hitRow = z.object({
  messageId: z.string(),
  conversationId: z.string(),
  clientId: z.string(),
  clientName: z.string(),
  avatarUrl: z.string().nullable(),
  direction: messageDirection,
  kind: messageKind,
  content: z.string(),
  marked: z.string(),
  createdAt: z.date(),
});

/** Messages in which all the words stand, in any of their forms, newest first. */
export async function searchMessages(
  scope: Pick<Scope, 'organizationId' | 'statement'>,
  { q, cursor, limit }: MessageSearch,
): Promise<Page<MessageHit>> {
  const olderThan = cursor === undefined ? undefined : decodeCursor(cursor).id;
  const words = wordsQuery(q);
  if (words === null) return { items: [], nextCursor: null };
  const { organizationId } = scope;
  const found = await scope.statement(searchStatement({ organizationId, words, olderThan, limit }));
  const hits = hitRow.array().parse(found).map(hitOf);
  return pageOf(hits, limit, ({ createdAt: at, messageId: id }) => ({ at, id }));
}

function hitOf({
  clientId,
  clientName,
  avatarUrl,
  content,
  marked,
  ...rest
}: z.infer<typeof hitRow>): MessageHit {
  return {
    ...rest,
    client: { id: clientId, name: clientName, avatarUrl },
    snippet: snippetOf(content, marked),
  };
}
