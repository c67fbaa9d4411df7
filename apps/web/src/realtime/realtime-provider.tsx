'use client';

import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { createBatch } from './batch';
import { keysOfEvent, liveKeys } from './keys-of-event';

const Online = createContext(true);

/** Whether live updates arrive now. */
export function useIsOnline(): boolean {
  return useContext(Online);
}

export function RealtimeProvider({ children }: { children: ReactNode }) {
  const queryClient = useQueryClient();
  const [isOnline, setIsOnline] = useState(true);

  useEffect(() => {
    const refresh = createBatch((queryKey) => queryClient.invalidateQueries({ queryKey }));
    let close = () => {};
    let isOver = false;
    // The line is opened once the page stands, so that it does not hold up what is seen first.
    void import('./realtime-client').then(({ openRealtime }) => {
      if (isOver) return;
      close = openRealtime({
        onEvent: (event) => keysOfEvent(event).forEach(refresh.add),
        onGap: () => liveKeys.forEach(refresh.add),
        onOnline: setIsOnline,
      });
    });
    return () => {
      isOver = true;
      close();
      refresh.cancel();
    };
  }, [queryClient]);

  return <Online value={isOnline}>{children}</Online>;
}
