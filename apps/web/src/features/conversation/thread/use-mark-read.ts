'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api } from '@/api/client';
import { isPassing } from '@/api/problem';

const MAX_RETRIES = 3;

/**
 * What stands on a screen that somebody looks at has been read, up to the newest message there: one that the server has
 * and the screen does not stays unread. Said again with each new message: one that comes between saying so and the new
 * count leaves the count as it was.
 */
export function useMarkRead(
  conversationId: string,
  unreadCount: number | undefined,
  upToMessageId: string | undefined,
): void {
  const queryClient = useQueryClient();
  const { mutate } = useMutation(
    api.conversations.update.mutationOptions({
      meta: { isQuiet: true },
      retry: (count, error) => count < MAX_RETRIES && isPassing(error),
      onSuccess: () =>
        Promise.all([
          queryClient.invalidateQueries({ queryKey: api.conversations.list.key() }),
          queryClient.invalidateQueries({
            queryKey: api.conversations.get.key({ input: { conversationId } }),
          }),
          queryClient.invalidateQueries({ queryKey: api.conversations.countUnread.key() }),
          queryClient.invalidateQueries({ queryKey: api.overview.get.key() }),
        ]),
    }),
  );
  useEffect(() => {
    if (!unreadCount || upToMessageId === undefined) return;
    const look = () => {
      if (document.visibilityState === 'visible') mutate({ conversationId, isRead: true, upToMessageId });
    };
    look();
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, [conversationId, unreadCount, upToMessageId, mutate]);
}
