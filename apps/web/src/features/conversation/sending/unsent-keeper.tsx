'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useIsOnline } from '@/realtime/realtime-provider';
import { useMe } from '@/session/use-me';
import { keepChosen } from './keep-chosen';
import { keepUnsent } from './keep-unsent';
import { showTaken } from './show-taken';
import { tryAgainNow } from './try-again';

/** Lets what is being sent, and the files that are to go with it, outlive the page, wherever in the dashboard one is; draws nothing. */
export function UnsentKeeper() {
  const { data: me } = useMe();
  const userId = me?.user.id;
  const organizationId = me?.organizationId;
  useEffect(() => {
    if (!userId || !organizationId) return;
    const owner = { userId, organizationId };
    const ends = [keepUnsent(owner), keepChosen(owner)];
    return () => {
      for (const end of ends) end();
    };
  }, [userId, organizationId]);
  const queryClient = useQueryClient();
  useEffect(() => showTaken(queryClient), [queryClient]);
  const isOnline = useIsOnline();
  useEffect(() => {
    if (isOnline) tryAgainNow();
  }, [isOnline]);
  return null;
}
