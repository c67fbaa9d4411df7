'use client';

import { useSearchParams } from 'next/navigation';
import { useMemo } from 'react';
import { type InboxPlace, placeOf } from './inbox-place';

/** What of the inbox the address asks for. */
export function useInboxPlace(): InboxPlace {
  const params = useSearchParams();
  return useMemo(() => placeOf(params), [params]);
}
