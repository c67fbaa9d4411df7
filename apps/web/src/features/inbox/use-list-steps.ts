'use client';

import { useRouter } from 'next/navigation';
import { hrefOfInbox } from '@/components/inbox-place';
import { useInboxPlace } from '@/components/use-inbox-place';
import { neighbourOf } from './neighbour';

/** From the open conversation to the one before or after it, and back to the list. */
export function useListSteps(conversations: readonly { id: string }[], activeId: string | undefined) {
  const router = useRouter();
  const place = useInboxPlace();
  return {
    step: (by: 1 | -1) => {
      const ids = conversations.map(({ id }) => id);
      const next = neighbourOf(ids, activeId, by);
      if (next !== null) router.push(hrefOfInbox(place, next));
    },
    leave: () => {
      if (activeId !== undefined) router.push(hrefOfInbox(place));
    },
  };
}
