'use client';

import { useQuery } from '@tanstack/react-query';
import { api } from '@/api/client';

/** How many conversations have something unread, and how many an agent handed over to people. */
export function useUnread(): { unread: number; waiting: number } {
  const { data } = useQuery(api.conversations.countUnread.queryOptions());
  return { unread: data?.unreadConversations ?? 0, waiting: data?.waitingConversations ?? 0 };
}
