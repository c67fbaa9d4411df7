'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { apiClient } from '@/api/client';
import { enterOrganization } from '@/session/auth-requests';

/** What takes somebody in, and then leads to the dashboard of the organisation that they have joined. */
export function useJoin<Input = void>(join: (input: Input) => Promise<void>) {
  const router = useRouter();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: join,
    meta: { isQuiet: true },
    onSuccess: () => {
      queryClient.clear();
      router.replace('/dashboard');
    },
  });
}

/** Takes whoever is signed in into the organisation, which their session works in from then on. */
export async function acceptInvitation(secret: string): Promise<void> {
  const { organizationId } = await apiClient.invitations.accept({ secret });
  await enterOrganization(organizationId);
}
