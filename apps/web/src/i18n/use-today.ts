'use client';

import { useSyncExternalStore } from 'react';
import { dayOf } from './days';

/** A timer until midnight would sleep with the computer. */
const LOOK_MS = 20_000;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

/** Today's midnight on this clock, in milliseconds; whoever shows something by it is drawn anew when the day changes. */
export function useToday(): number {
  return useSyncExternalStore(subscribe, read, read);
}

function read(): number {
  return dayOf(new Date()).getTime();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    for (const told of listeners) told();
  }, LOOK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}
