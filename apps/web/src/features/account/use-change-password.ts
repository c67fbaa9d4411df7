'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { holdRequests } from '@/api/held';
import { tellAccountChange } from '@/session/account-changes';
import { changePassword, enterOrganization } from '@/session/auth-requests';

/** Changes the password; with `revokeOtherSessions` this browser has a new session by it, in the organisation that it was in. */
export function useChangePassword(organizationId: string | null, onChanged: () => void) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async (input: Parameters<typeof changePassword>[0]) => {
      if (!input.revokeOtherSessions) return changePassword(input);
      // Until the browser has its new session, what the page asks for would be refused, and a refusal leads to the sign-in.
      const release = holdRequests();
      try {
        await queryClient.cancelQueries();
        await changePassword(input);
        if (organizationId !== null) await stayIn(organizationId);
      } finally {
        release();
        void queryClient.invalidateQueries();
      }
    },
    meta: { isQuiet: true },
    onSuccess: onChanged,
  });
}

/**
 * A new session begins in the organisation that was joined first. The password is changed, whatever becomes of this: where
 * it fails, all tabs look where they are, and begin anew where that is another one.
 */
async function stayIn(organizationId: string): Promise<void> {
  await enterOrganization(organizationId).catch(() => tellAccountChange('in'));
}
