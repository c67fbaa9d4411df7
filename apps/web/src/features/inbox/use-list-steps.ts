'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useRef, useTransition } from 'react';
import { hrefOfInbox } from '@/components/inbox-place';
import { useInboxPlace } from '@/components/use-inbox-place';
import { focusRow } from './conversation-row';
import { neighbourOf } from './neighbour';
import { isWaitingIdly, typeAhead } from './typed-ahead';
import type { Conversation, useConversations } from './use-conversations';

/** So many rows before the end of the list its next page is fetched. */
const AHEAD = 3;
const SETTLED_MS = 300;

/** From the open conversation to the one before or after it, and back to the list. */
export function useListSteps(
  line: readonly Conversation[],
  conversations: ReturnType<typeof useConversations>,
  activeId: string | undefined,
) {
  const router = useRouter();
  const place = useInboxPlace();
  // Until the next conversation stands there the open one is still the old one.
  const [isUnderWay, go] = useTransition();
  const target = useRef(activeId);
  useEffect(() => {
    if (activeId === undefined) return;
    // Not every conversation has a field that takes the focus. Whoever is on the way to the next one is let go.
    const isThere = () => isWaitingIdly() && target.current === activeId;
    const timer = setTimeout(() => isThere() && focusRow(activeId), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [activeId]);
  return {
    step: (by: 1 | -1) => {
      const ids = line.map(({ id }) => String(id));
      const next = neighbourOf(ids, isUnderWay ? target.current : activeId, by);
      const isNearEnd = by === 1 && (next === null || ids.indexOf(next) >= ids.length - AHEAD);
      if (isNearEnd && conversations.hasNextPage) void conversations.fetchNextPage({ cancelRefetch: false });
      if (next === null) return;
      target.current = next;
      typeAhead(line[ids.indexOf(next)]?.client.name ?? '');
      go(() => router.push(hrefOfInbox(place, next)));
    },
    leave: () => {
      if (activeId !== undefined) router.push(hrefOfInbox(place));
    },
  };
}
