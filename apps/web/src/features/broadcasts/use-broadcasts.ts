'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '@/api/client';
import { useMe } from '@/session/use-me';

/** Events tell of what is sent; delivered and read come without one. */
const POLL_MS = 10_000;

export function useBroadcast(broadcastId: string) {
  return useQuery(api.broadcasts.get.queryOptions({ input: { broadcastId }, refetchInterval: POLL_MS }));
}

/** By what rules the organisation sends. */
export function useSendSettings() {
  const { data: me } = useMe();
  const organizationId = me?.organizationId ?? '';
  return useQuery(
    api.whatsapp.getSettings.queryOptions({ input: { organizationId }, enabled: organizationId !== '' }),
  );
}

/** Whether bulk sending is switched on; undefined while it is not known. */
export function useMassSending(): boolean | undefined {
  return useSendSettings().data?.safety.enableMassSending;
}

type Answer = NonNullable<ReturnType<typeof useBroadcast>['data']>;

/** To call with the answer to a command: everything that shows the broadcast shows it as it is now. */
export function useKeepBroadcast() {
  const queryClient = useQueryClient();
  return (broadcast: Answer) => {
    queryClient.setQueryData(
      api.broadcasts.get.queryKey({ input: { broadcastId: broadcast.id } }),
      broadcast,
    );
    void queryClient.invalidateQueries({ queryKey: api.broadcasts.key() });
  };
}
