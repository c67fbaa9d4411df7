'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { InboxFilter, InboxPlace } from '@/components/inbox-place';

const PAGE = 30;
/** Beside them stand the messages that a search finds. */
const FIRST_FOUND = 5;

/** The conversations of a place in the inbox, newest first, page after page; none while the place is not known yet. */
export function useConversations(place: InboxPlace | null, search: string) {
  const isSearch = search !== '';
  return useInfiniteQuery(
    api.conversations.list.infiniteOptions({
      input: (cursor: string | undefined) => ({
        limit: isSearch && cursor === undefined ? FIRST_FOUND : PAGE,
        ...(cursor !== undefined && { cursor }),
        ...(!isSearch && place ? whereOf(place) : { search }),
      }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
      // The rows of the inbox are nothing that a search has found.
      meta: { isSearch },
      placeholderData: (before, query) => (query?.meta?.isSearch === isSearch ? before : undefined),
      enabled: isSearch || place !== null,
    }),
  );
}

/** A search looks through everything; without one, what is closed stays out of sight. */
function whereOf({ filter, channelId }: InboxPlace) {
  return { ...STATES[filter], ...(channelId !== null && { channelId }) };
}

const STATES = {
  all: { status: 'OPEN' },
  unread: { status: 'OPEN', unread: 'true' },
  waiting: { status: 'OPEN', agentState: 'HANDED_OVER' },
  closed: { status: 'CLOSED' },
} as const satisfies Record<InboxFilter, object>;

export type Conversation = NonNullable<
  ReturnType<typeof useConversations>['data']
>['pages'][number]['items'][number];
