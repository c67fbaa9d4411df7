'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '@/api/client';

/** Realtime events tell of changes; this is for the time when they do not arrive. */
const POLL_MS = 15_000;

export function useSessions() {
  return useQuery(api.sessions.list.queryOptions({ refetchInterval: POLL_MS }));
}

export function useSession(channelId: string, isKept: boolean) {
  return useQuery(
    api.sessions.get.queryOptions({ input: { channelId }, refetchInterval: POLL_MS, enabled: isKept }),
  );
}

/** To call after a command: everything that shows a number is fetched again. */
export function useRefreshSessions() {
  const queryClient = useQueryClient();
  return () =>
    Promise.all([
      queryClient.invalidateQueries({ queryKey: api.sessions.key() }),
      queryClient.invalidateQueries({ queryKey: api.whatsapp.key() }),
    ]);
}
