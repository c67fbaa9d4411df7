'use client';

import type { ReactNode } from 'react';
import { goOnAtList } from './go-on-at-list';

/** One of the things that went wrong, with what can be done about it. */
export function TroubleRow({ children }: { children: ReactNode }) {
  return (
    <li
      ref={goOnAtList}
      className="flex flex-wrap items-center justify-between gap-x-4 gap-y-3 py-3 first:pt-0 last:pb-0"
    >
      {children}
    </li>
  );
}
