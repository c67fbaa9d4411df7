'use client';

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { api } from '@/api/client';

export type InboxFilter = 'all' | 'unread' | 'closed';

const PAGE = 30;
/** Beside them stand the messages that a search finds. */
const FIRST_FOUND = 5;

/** The conversations of a filter, newest first, page after page. */
export function useConversations(filter: InboxFilter, search: string) {
  return useInfiniteQuery(
    api.conversations.list.infiniteOptions({
      input: (cursor: string | undefined) => ({
        limit: search !== '' && cursor === undefined ? FIRST_FOUND : PAGE,
        ...(cursor !== undefined && { cursor }),
        ...(search === '' ? whereOf(filter) : { search }),
      }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
      placeholderData: keepPreviousData,
    }),
  );
}

/** A search looks through everything; without one, what is closed stays out of sight. */
function whereOf(filter: InboxFilter) {
  if (filter === 'closed') return { status: 'CLOSED' as const };
  return { status: 'OPEN' as const, ...(filter === 'unread' && { unread: 'true' }) };
}

export type Conversation = NonNullable<
  ReturnType<typeof useConversations>['data']
>['pages'][number]['items'][number];
