'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '@/api/client';

/** Keys are used by programs, of which no event tells this page: it is asked for anew whenever it is opened. */
export function useApiKeys() {
  return useQuery(api.account.listApiKeys.queryOptions({ staleTime: 0 }));
}

/** To call after a command: the list is fetched again. */
export function useRefreshApiKeys() {
  const queryClient = useQueryClient();
  return () => queryClient.invalidateQueries({ queryKey: api.account.listApiKeys.key() });
}
