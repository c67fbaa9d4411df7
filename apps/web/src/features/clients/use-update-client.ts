'use client';

import { clientStatus } from '@soul-kg-crm/shared/enums';
import { useMutation, useMutationState, useQueryClient } from '@tanstack/react-query';
import * as z from 'zod';
import type { api } from '@/api/client';
import { changeKey, changeOptions } from './client-changes';

type Change = Omit<Parameters<typeof api.clients.update.call>[0], 'clientId'>;

const asking = z.object({ tags: z.array(z.string()).optional(), status: clientStatus.optional() });

/**
 * Changes a client, one change after the other, and gives whether the server took it. `asked` is what it has not
 * answered yet: shown at once, and what the next change of the tags begins with.
 */
export function useUpdateClient(clientId: string) {
  const { mutateAsync } = useMutation(changeOptions(useQueryClient(), clientId));
  const changes = useMutationState({
    filters: { mutationKey: changeKey(clientId), status: 'pending' },
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
