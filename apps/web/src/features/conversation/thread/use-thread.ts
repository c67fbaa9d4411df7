'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { api } from '@/api/client';
import { mergeMessages } from '../messages/merge-messages';
import { pendingMessages } from '../sending/pending-messages';

const PAGE = 50;

/** Which page of a thread: the newest unless it says another. */
type Part = { cursor?: string; previousCursor?: string; around?: string };

/**
 * The messages of a conversation, oldest first, with those on their way to the server. With `around` it begins at that
 * message, and has pages in both directions.
 */
export function useThread(conversationId: string, around: string | null) {
  const first: Part = around === null ? {} : { around };
  const query = useInfiniteQuery(
    api.conversations.listMessages.infiniteOptions({
      input: (part: Part) => ({ conversationId, limit: PAGE, ...part }),
      initialPageParam: first,
      getNextPageParam: (page): Part | undefined =>
        page.nextCursor === null ? undefined : { cursor: page.nextCursor },
      getPreviousPageParam: (page): Part | undefined =>
        page.previousCursor === null ? undefined : { previousCursor: page.previousCursor },
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
