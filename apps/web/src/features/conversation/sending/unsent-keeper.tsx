'use client';

import { useEffect } from 'react';
import { leaving } from '@/session/leaving';
import { useMe } from '@/session/use-me';
import { forgetUnsent, keepUnsent } from './keep-unsent';

/** Lets what is being sent outlive the page, wherever in the dashboard one is; draws nothing. */
export function UnsentKeeper() {
  const { data: me } = useMe();
  const userId = me?.user.id;
  const organizationId = me?.organizationId;
  useEffect(() => {
    if (!userId || !organizationId) return;
    const stop = keepUnsent({ userId, organizationId });
    const stopListening = leaving.subscribe(forgetUnsent);
    return () => {
      stop();
      stopListening();
    };
  }, [userId, organizationId]);
  return null;
}
