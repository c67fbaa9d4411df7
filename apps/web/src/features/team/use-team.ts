'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '@/api/client';

export function useMembers() {
  return useQuery(api.members.list.queryOptions());
}

export function useInvitations() {
  return useQuery(api.invitations.list.queryOptions());
}

/** To call after a command, which this page's own line may tell of later. */
export function useRefreshTeam() {
  const queryClient = useQueryClient();
  return () =>
    Promise.all([
      queryClient.invalidateQueries({ queryKey: api.members.list.key() }),
      queryClient.invalidateQueries({ queryKey: api.invitations.list.key() }),
    ]);
}
