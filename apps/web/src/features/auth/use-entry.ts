'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';

/** What lets somebody in, and then leads to `next`; what was known before belongs to somebody else. */
export function useEntry<Input = void>(enter: (input: Input) => Promise<void>, next = '/dashboard') {
  const router = useRouter();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: enter,
    meta: { isQuiet: true },
    onSuccess: () => {
      queryClient.clear();
      router.replace(next);
    },
  });
}
