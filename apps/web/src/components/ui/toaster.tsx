'use client';

import { type ComponentType, useEffect, useState, useSyncExternalStore } from 'react';
import { loadPart } from '../load-part';
import { PlainNotices } from './plain-notices';
import { toasts } from './toasts';

const load = () => import('./toast-stack').then((module) => module.ToastStack);
const QUIET_MS = 5_000;

/**
 * What draws the notices is fetched while nothing else is to do: a notice is often the first thing that is heard of a
 * server that is away, and then it could not be fetched any more. Until it is there they are drawn plainly.
 */
export function Toaster() {
  const isNeeded = useSyncExternalStore(
    toasts.subscribe,
    () => toasts.isNeeded,
    () => false,
  );
  const [isDue, setIsDue] = useState(false);
  const [drawing, setDrawing] = useState<{ Stack: ComponentType } | 'missing' | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setIsDue(true), QUIET_MS);
    return () => clearTimeout(timer);
  }, []);
  const isWanted = isDue || isNeeded;
  useEffect(() => {
    if (!isWanted) return;
    return loadPart({
      load,
      onLoaded: (Stack) => setDrawing({ Stack }),
      onFailed: () => setDrawing('missing'),
    });
  }, [isWanted]);
  if (!isNeeded || drawing === null) return null;
  return drawing === 'missing' ? <PlainNotices /> : <drawing.Stack />;
}
