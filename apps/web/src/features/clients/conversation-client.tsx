'use client';

import { useQuery } from '@tanstack/react-query';
import { api } from '@/api/client';
import { ClientCard } from './client-card';

/** The card of the client with whom a conversation is. */
export function ConversationClient({ conversationId }: { conversationId: string }) {
  const { data } = useQuery(api.conversations.get.queryOptions({ input: { conversationId } }));
  return data ? <ClientCard clientId={data.client.id} /> : null;
}
