'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { sendWaitingChanges } from './client-changes';

/** Lets what was changed of clients outlive the page, wherever in the dashboard one is; draws nothing. */
export function ChangesKeeper() {
  const queryClient = useQueryClient();
  useEffect(() => {
    const send = () => sendWaitingChanges(queryClient);
    window.addEventListener('pagehide', send);
    return () => window.removeEventListener('pagehide', send);
  }, [queryClient]);
  return null;
}
