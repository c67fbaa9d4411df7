'use client';

import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '@/api/client';

/** Numbers move with every message, of which no event tells this page; a page in the background asks for nothing. */
const STATUS_POLL_MS = 5_000;
const LIST_POLL_MS = 15_000;
const PAGE = 20;

export function useQueueStatus() {
  return useQuery(api.queues.status.queryOptions({ refetchInterval: STATUS_POLL_MS }));
}

export function useDeadLetters() {
  return useInfiniteQuery(
    api.queues.listDeadLetters.infiniteOptions({
      input: pageInput,
      initialPageParam: undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
      refetchInterval: LIST_POLL_MS,
    }),
  );
}

export function useFailedMessages() {
  return useInfiniteQuery(
    api.queues.listFailedMessages.infiniteOptions({
      input: pageInput,
      initialPageParam: undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
      refetchInterval: LIST_POLL_MS,
    }),
  );
}

/** To call after a command: all of it is fetched again. */
export function useRefreshQueues() {
  const queryClient = useQueryClient();
  return () => queryClient.invalidateQueries({ queryKey: api.queues.key() });
}

function pageInput(cursor: string | undefined) {
  return { limit: PAGE, ...(cursor !== undefined && { cursor }) };
}
