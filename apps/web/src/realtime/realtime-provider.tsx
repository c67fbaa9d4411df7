'use client';

import type { RealtimeEvent } from '@soul-kg-crm/shared/realtime';
import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from 'react';
import { loadPart } from '@/components/load-part';
import { keepFresh } from './keep-fresh';

interface Listener {
  onEvent(event: RealtimeEvent): void;
  onGap?(): void;
}

const Online = createContext(true);
const Listeners = createContext({ all: new Set<Listener>(), hadGap: false });

/** Whether live updates arrive now. */
export function useIsOnline(): boolean {
  return useContext(Online);
}

/**
 * Hears of each event, for what is more than a reason to fetch something anew; and of each gap: events of which nobody will
 * tell, as those before the line was opened.
 */
export function useRealtimeEvent(onEvent: Listener['onEvent'], onGap?: () => void): void {
  const listeners = useContext(Listeners);
  const current = useRef<Listener>({ onEvent });
  current.current = { onEvent, ...(onGap && { onGap }) };
  useEffect(() => {
    const hear: Listener = {
      onEvent: (event) => current.current.onEvent(event),
      onGap: () => current.current.onGap?.(),
    };
    listeners.all.add(hear);
    // A part of the page that came alive after the line was opened.
    if (listeners.hadGap) hear.onGap?.();
    return () => {
      listeners.all.delete(hear);
    };
  }, [listeners]);
}

export function RealtimeProvider({ children }: { children: ReactNode }) {
  const queryClient = useQueryClient();
  const [isOnline, setIsOnline] = useState(true);
  const [listeners] = useState(() => ({ all: new Set<Listener>(), hadGap: false }));

  useEffect(() => {
    const screen = keepFresh(queryClient);
    const tellOnline = (isNow: boolean) => {
      setIsOnline(isNow);
      screen.onOnline(isNow);
    };
    const tellEvent = (event: RealtimeEvent) => {
      screen.onEvent(event);
      for (const { onEvent } of listeners.all) onEvent(event);
    };
    const tellGap = () => {
      screen.onGap();
      listeners.hadGap = true;
      for (const { onGap } of listeners.all) onGap?.();
    };
    let close = () => {};
    // The line is opened once the page stands, so that it does not hold up what is seen first.
    const giveUp = loadPart({
      load: () => import('./realtime-client'),
      onLoaded: ({ openRealtime }) => {
        close = openRealtime({ onEvent: tellEvent, onGap: tellGap, onOnline: tellOnline });
      },
      onFailed: () => tellOnline(false),
    });
    return () => {
      giveUp();
      close();
      screen.stop();
    };
  }, [queryClient, listeners]);

  return (
    <Online value={isOnline}>
      <Listeners value={listeners}>{children}</Listeners>
    </Online>
  );
}
