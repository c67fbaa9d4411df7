'use client';

import type { RealtimeEvent } from '@soul-kg-crm/shared/realtime';
import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from 'react';
import { loadPart } from '@/components/load-part';
import { keepFresh } from './keep-fresh';

type Listener = (event: RealtimeEvent) => void;

const Online = createContext(true);
const Listeners = createContext<Set<Listener>>(new Set());

/** Whether live updates arrive now. */
export function useIsOnline(): boolean {
  return useContext(Online);
}

/** Hears of each event, for what is more than a reason to fetch something anew. */
export function useRealtimeEvent(listener: Listener): void {
  const listeners = useContext(Listeners);
  const current = useRef(listener);
  current.current = listener;
  useEffect(() => {
    const hear: Listener = (event) => current.current(event);
    listeners.add(hear);
    return () => {
      listeners.delete(hear);
    };
  }, [listeners]);
}

export function RealtimeProvider({ children }: { children: ReactNode }) {
  const queryClient = useQueryClient();
  const [isOnline, setIsOnline] = useState(true);
  const [listeners] = useState(() => new Set<Listener>());

  useEffect(() => {
    const screen = keepFresh(queryClient);
    const tellOnline = (isNow: boolean) => {
      setIsOnline(isNow);
      screen.onOnline(isNow);
    };
    const tellEvent = (event: RealtimeEvent) => {
      screen.onEvent(event);
      for (const hear of listeners) hear(event);
    };
    let close = () => {};
    // The line is opened once the page stands, so that it does not hold up what is seen first.
    const giveUp = loadPart({
      load: () => import('./realtime-client'),
      onLoaded: ({ openRealtime }) => {
        close = openRealtime({ onEvent: tellEvent, onGap: screen.onGap, onOnline: tellOnline });
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
