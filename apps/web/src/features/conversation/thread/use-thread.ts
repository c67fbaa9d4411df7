'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { api } from '@/api/client';
import { mergeMessages } from '../messages/merge-messages';
import { pendingMessages } from '../sending/pending-messages';

const PAGE = 50;

/** Which page of a thread: the newest unless it says another. */
type Part = { cursor?: string; previousCursor?: string; around?: string };

export type ThreadQuery = ReturnType<typeof useThread>['query'];

/**
 * The messages of a conversation, oldest first, with those on their way to the server. With `around` it begins at that
 * message, and has pages in both directions; while it is cut off (`isCut`), what is on its way stands elsewhere.
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
  const isCut = query.hasPreviousPage;
  const messages = useMemo(() => mergeMessages(stored, isCut ? [] : pending), [stored, isCut, pending]);
  const isOpened = useRef(false);
  isOpened.current ||= query.isSuccess && !query.isFetching;
  const [openedAt] = useState(Date.now);
  // Both times are this browser's. What an earlier visit could not send is nothing new.
  const hasWritten = pending.some(({ createdAt }) => Date.parse(createdAt) >= openedAt);

  // Once the server shows a message, its own copy is what counts.
  useEffect(() => {
    const known = new Set(stored.map(({ clientMessageId }) => clientMessageId));
    for (const { clientMessageId } of pending) {
      if (known.has(clientMessageId)) pendingMessages.remove(conversationId, clientMessageId);
    }
  }, [stored, pending, conversationId]);

  return {
    messages,
    query,
    isCut,
    /** Whether what it shows has been asked for since it was opened. */
    isOpened: isOpened.current,
    hasWritten,
  };
}
