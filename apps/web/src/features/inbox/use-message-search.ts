'use client';

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { api } from '@/api/client';

/** One letter finds everything and tells nothing. */
const SHORTEST = 2;

/** Messages with the words of a search, newest first; the newest ones beginning with what is still being typed. */
export function useMessageSearch(q: string) {
  return useInfiniteQuery(
    api.search.messages.infiniteOptions({
      input: (cursor: string | undefined) => ({ q, ...(cursor !== undefined && { cursor }) }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
      ...(q.length >= SHORTEST && { placeholderData: keepPreviousData }),
      enabled: q.length >= SHORTEST,
    }),
  );
}

export type MessageHit = NonNullable<
  ReturnType<typeof useMessageSearch>['data']
>['pages'][number]['items'][number];
