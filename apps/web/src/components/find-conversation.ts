import type { ConversationModel } from '@soul-kg-crm/shared/contract';
import type { QueryObserverResult } from '@tanstack/react-query';
import { api } from '@/api/client';
import { STALE_MS } from '@/providers/query-client';

/**
 * Asks for one conversation. That it became part of another is never taken from what is kept: the merge may have been
 * undone since.
 */
export function conversationOptions(conversationId: string) {
  const isAnother = (found: ConversationModel | undefined) => found && found.id !== conversationId;
  return api.conversations.get.queryOptions({
    input: { conversationId },
    staleTime: ({ state }) => (isAnother(state.data) ? 0 : STALE_MS),
  });
}

/** What is known of the conversation; another in its place only once the API has answered so while it was asked for here. */
export function foundOf(
  { data, isFetchedAfterMount, isError }: Pick<Asked, 'data' | 'isFetchedAfterMount' | 'isError'>,
  conversationId: string,
): ConversationModel | undefined {
  if (data?.id === conversationId) return data;
  // A failure counts as fetched, too, and leaves the old answer where it was.
  return isFetchedAfterMount && !isError ? data : undefined;
}

type Asked = QueryObserverResult<ConversationModel>;
