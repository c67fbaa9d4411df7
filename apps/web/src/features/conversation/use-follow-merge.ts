'use client';

import { useRouter, useSearchParams } from 'next/navigation';
import { useEffect } from 'react';
import { hrefOfInbox } from '@/components/inbox-place';
import { useInboxPlace } from '@/components/use-inbox-place';
import { useMe } from '@/session/use-me';
import { moveWritten } from './sending/move-written';

/**
 * The API answers a conversation that became part of another as that other one, `foundId`: whoever has the old one open
 * goes on there, with everything that was being written.
 */
export function useFollowMerge(conversationId: string, foundId: string): void {
  const { data: me } = useMe();
  const userId = me?.user.id;
  const router = useRouter();
  const place = useInboxPlace();
  const around = useSearchParams().get('message') ?? undefined;
  useEffect(() => {
    if (!userId || foundId === conversationId) return;
    moveWritten(userId, conversationId, foundId);
    router.replace(hrefOfInbox(place, foundId, around));
  }, [userId, foundId, conversationId, router, place, around]);
}
