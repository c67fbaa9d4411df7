'use client';

import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api } from '@/api/client';
import { type ActivityFilter, queryOf } from './activity-filter';

const PAGE = 30;
/** Not of all of it the page is told by an event; in the background it asks for nothing. */
const POLL_MS = 15_000;

export function useActivity(filter: ActivityFilter) {
  return useInfiniteQuery(
    api.activity.list.infiniteOptions({
      input: (cursor: string | undefined) => ({
        ...queryOf(filter),
        limit: PAGE,
        ...(cursor !== undefined && { cursor }),
      }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
      placeholderData: keepPreviousData,
      refetchInterval: POLL_MS,
      staleTime: 0,
    }),
  );
}

export function usePeople() {
  return useQuery(api.activity.people.queryOptions());
}
