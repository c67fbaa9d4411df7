import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '@/api/client';
import { useSettled } from './use-settled';

/** Clients by what is typed into a search, page by page; it begins with `begin`, and `search` follows after a pause. */
export function useFoundClients(limit: number, begin = '') {
  const [text, setText] = useState(begin);
  const search = useSettled(text.trim());
  const list = useInfiniteQuery(
    api.clients.list.infiniteOptions({
      input: (cursor: string | undefined) => ({
        limit,
        ...(cursor !== undefined && { cursor }),
        ...(search !== '' && { search }),
      }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
      placeholderData: keepPreviousData,
    }),
  );
  const clients = list.data?.pages.flatMap(({ items }) => items);
  return { text, setText, search, list, clients };
}
