'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api } from '@/api/client';

/** What stands on a screen that somebody looks at has been read. */
export function useMarkRead(conversationId: string, unreadCount: number | undefined): void {
  const queryClient = useQueryClient();
  const { mutate } = useMutation(
    api.conversations.update.mutationOptions({
      meta: { isQuiet: true },
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
    if (!unreadCount) return;
    const look = () => {
      if (document.visibilityState === 'visible') mutate({ conversationId, isRead: true });
    };
    look();
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, [conversationId, unreadCount, mutate]);
}
