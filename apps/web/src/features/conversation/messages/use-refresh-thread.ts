'use client';

import { useQueryClient } from '@tanstack/react-query';
import { api } from '@/api/client';

/** For after a command about a message: while this is under way, what was done cannot be seen, nor done again. */
export function useRefreshThread(conversationId: string): () => Promise<void> {
  const queryClient = useQueryClient();
  return () =>
    queryClient.invalidateQueries({
      queryKey: api.conversations.listMessages.key({ input: { conversationId } }),
    });
}
