'use client';

import dynamic from 'next/dynamic';
import { useSyncExternalStore } from 'react';
import { toasts } from './toasts';

const ToastStack = dynamic(() => import('./toast-stack').then((module) => module.ToastStack), { ssr: false });

/** Most visits see no notice at all, so what draws them is fetched with the first one. */
export function Toaster() {
  const isNeeded = useSyncExternalStore(
    toasts.subscribe,
    () => toasts.isNeeded,
    () => false,
  );
  return isNeeded ? <ToastStack /> : null;
}
