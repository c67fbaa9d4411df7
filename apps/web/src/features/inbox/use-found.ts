'use client';

import type { Conversation, useConversations } from './use-conversations';
import { type MessageHit, useMessageSearch } from './use-message-search';

export interface Found {
  conversations: ReturnType<typeof useConversations>;
  messages: ReturnType<typeof useMessageSearch>;
  people: readonly Conversation[];
  hits: readonly MessageHit[];
  isLoading: boolean;
  isNothing: boolean;
}

/** What a search has found so far. */
export function useFound(search: string, conversations: ReturnType<typeof useConversations>): Found {
  const messages = useMessageSearch(search);
  const people = conversations.data?.pages.flatMap(({ items }) => items) ?? [];
  const hits = messages.data?.pages.flatMap(({ items }) => items) ?? [];
  const isLoading = conversations.data === undefined || messages.isLoading;
  const isNothing = !isLoading && people.length === 0 && hits.length === 0;
  return { conversations, messages, people, hits, isLoading, isNothing };
}
