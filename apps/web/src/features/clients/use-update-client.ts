'use client';

import { clientStatus } from '@soul-kg-crm/shared/enums';
import { useMutation, useMutationState, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import * as z from 'zod';
import type { api } from '@/api/client';
import { ApiProblem } from '@/api/problem';
import { toastError } from '@/components/ui/toasts';
import { changeKey, changeOptions } from './client-changes';

type Change = Omit<Parameters<typeof api.clients.update.call>[0], 'clientId'>;

const asking = z.object({ tags: z.array(z.string()).optional(), status: clientStatus.optional() });

/**
 * Changes a client, one change after the other, and gives whether the server took it. `asked` is what it has not
 * answered yet: shown at once, and what the next change of the tags begins with.
 */
export function useUpdateClient(clientId: string) {
  const t = useTranslations('clients');
  const { mutateAsync } = useMutation({
    ...changeOptions(useQueryClient(), clientId),
    meta: { isQuiet: true },
  });
  const changes = useMutationState({
    filters: { mutationKey: changeKey(clientId), status: 'pending' },
    select: ({ state }) => asking.safeParse(state.variables).data,
  });
  const asked: z.infer<typeof asking> = Object.assign({}, ...changes);
  const update = (change: Change): Promise<boolean> =>
    mutateAsync({ clientId, ...change }).then(
      () => true,
      (error: Error) => {
        // The card shows both by now: nothing is to be loaded again.
        const isTheirs = error instanceof ApiProblem && error.code === 'CONFLICT';
        toastError(isTheirs ? t('overtaken') : error);
        return false;
      },
    );
  return { update, asked };
}
