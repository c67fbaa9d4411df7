'use client';

import { clientStatus } from '@soul-kg-crm/shared/enums';
import { useMutation, useMutationState, useQueryClient } from '@tanstack/react-query';
import * as z from 'zod';
import { api } from '@/api/client';

type Change = Omit<Parameters<typeof api.clients.update.call>[0], 'clientId'>;

const asking = z.object({ tags: z.array(z.string()).optional(), status: clientStatus.optional() });

/**
 * Changes a client, one change after the other, and gives whether the server took it. `asked` is what it has not
 * answered yet: shown at once, and what the next change of the tags begins with.
 */
export function useUpdateClient(clientId: string) {
  const queryClient = useQueryClient();
  const mutationKey = [...api.clients.update.mutationKey(), clientId];
  const queryKey = api.clients.get.queryKey({ input: { clientId } });
  const { mutateAsync } = useMutation(
    api.clients.update.mutationOptions({
      mutationKey,
      scope: { id: `client:${clientId}` },
      context: { outlivesPage: true },
      onSuccess: async (changed) => {
        // What was asked for before this was taken must not be shown after it: the next change would begin with it.
        await queryClient.cancelQueries({ queryKey });
        queryClient.setQueryData(queryKey, changed);
        void queryClient.invalidateQueries({ queryKey });
        void queryClient.invalidateQueries({ queryKey: api.conversations.key() });
        void queryClient.invalidateQueries({ queryKey: api.clients.list.key() });
      },
    }),
  );
  const changes = useMutationState({
    filters: { mutationKey, status: 'pending' },
    select: ({ state }) => asking.safeParse(state.variables).data,
  });
  const asked: z.infer<typeof asking> = Object.assign({}, ...changes);
  const update = (change: Change): Promise<boolean> =>
    mutateAsync({ clientId, ...change }).then(
      () => true,
      () => false,
    );
  return { update, asked };
}
