'use client';

import { useQuery } from '@tanstack/react-query';
import { api } from '@/api/client';

/** Who is signed in, in which organisation, and as what. */
export function useMe() {
  return useQuery(api.account.me.queryOptions({ staleTime: Number.POSITIVE_INFINITY }));
}

/** Whether whoever looks may change anything here; false while it is not known. */
export function useIsAdmin(): boolean {
  const { data: me } = useMe();
  return me?.role === 'ADMIN' || me?.role === 'SUPER_ADMIN';
}

/** What this installation offers. */
export function useInstance() {
  return useQuery(api.account.instance.queryOptions({ staleTime: Number.POSITIVE_INFINITY }));
}
