'use client';

import { useQuery } from '@tanstack/react-query';
import { api } from '@/api/client';

/** How many conversations have something unread. */
export function useUnread(): number {
  const { data } = useQuery(api.conversations.countUnread.queryOptions());
  return data?.unreadConversations ?? 0;
}
