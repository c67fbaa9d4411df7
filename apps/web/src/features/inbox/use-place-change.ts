'use client';

import { useParams, useSearchParams } from 'next/navigation';
import { useMemo } from 'react';
import { hrefOfInbox, type InboxPlace } from '@/components/inbox-place';
import { useInboxPlace } from '@/components/use-inbox-place';
import { useIsHydrated } from '@/components/use-is-hydrated';
import { useNumbers } from '@/session/use-numbers';

/**
 * The part of the inbox that is shown, and how to go to another one. A number that is not there (any more) is all
 * numbers; null until that is known.
 */
export function usePlaceChange() {
  const asked = useInboxPlace();
  const isHydrated = useIsHydrated();
  const known = useNumbers();
  const numbers = isHydrated ? known : undefined;
  const { conversationId } = useParams<{ conversationId?: string }>();
  const messageId = useSearchParams().get('message') ?? undefined;
  const place = useMemo((): InboxPlace | null => {
    if (asked.channelId === null) return asked;
    if (!numbers) return null;
    return numbers.some(({ channelId }) => channelId === asked.channelId)
      ? asked
      : { ...asked, channelId: null };
  }, [asked, numbers]);
  const change = (changes: Partial<InboxPlace>) => {
    // Nothing of the page itself changes, so the server is not asked for it.
    const href = hrefOfInbox({ ...(place ?? asked), ...changes }, conversationId, messageId);
    window.history.replaceState(null, '', href);
  };
  return { place, numbers, change };
}
