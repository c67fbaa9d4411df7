'use client';

import type { Conversation, useConversations } from './use-conversations';
import { type MessageHit, useMessageSearch } from './use-message-search';

export interface Found {
  conversations: ReturnType<typeof useConversations>;
  messages: ReturnType<typeof useMessageSearch>;
  people: readonly Conversation[];
  hits: readonly MessageHit[];
  isLoading: boolean;
  isFailed: boolean;
  /** It is what was asked for last; until then the results of what was typed before still stand there. */
  isSettled: boolean;
  isNothing: boolean;
}

/** What a search has found so far. */
export function useFound(
  text: string,
  search: string,
  conversations: ReturnType<typeof useConversations>,
): Found {
  const messages = useMessageSearch(search);
  const people = conversations.data?.pages.flatMap(({ items }) => items) ?? [];
  const hits = messages.data?.pages.flatMap(({ items }) => items) ?? [];
  const isFailed = conversations.isLoadingError || messages.isLoadingError;
  const isLoading = !isFailed && (conversations.data === undefined || messages.isLoading);
  const isOld = conversations.isPlaceholderData || messages.isPlaceholderData;
  const isSettled = text.trim() === search && !isFailed && !isLoading && !isOld;
  const isNothing = !isFailed && !isLoading && people.length === 0 && hits.length === 0;
  return { conversations, messages, people, hits, isLoading, isFailed, isSettled, isNothing };
}
