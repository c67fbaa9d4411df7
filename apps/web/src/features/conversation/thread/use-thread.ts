'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { api } from '@/api/client';
import { mergeMessages } from '../messages/merge-messages';
import { pendingMessages } from '../sending/pending-messages';

const PAGE = 50;

/** The messages of a conversation, oldest first, with those on their way to the server. */
export function useThread(conversationId: string) {
  const query = useInfiniteQuery(
    api.conversations.listMessages.infiniteOptions({
      input: (cursor: string | undefined) => ({
        conversationId,
        limit: PAGE,
        ...(cursor !== undefined && { cursor }),
      }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
    }),
  );
  const pending = useSyncExternalStore(
    pendingMessages.subscribe,
    () => pendingMessages.of(conversationId),
    () => pendingMessages.of(conversationId),
  );
  const stored = useMemo(() => query.data?.pages.flatMap(({ items }) => items) ?? [], [query.data]);
  const messages = useMemo(() => mergeMessages(stored, pending), [stored, pending]);

  // Once the server shows a message, its own copy is what counts.
  useEffect(() => {
    const known = new Set(stored.map(({ clientMessageId }) => clientMessageId));
    for (const { clientMessageId } of pending) {
      if (known.has(clientMessageId)) pendingMessages.remove(conversationId, clientMessageId);
    }
  }, [stored, pending, conversationId]);

  return { messages, query };
}
