import type { QueryClient } from '@tanstack/react-query';
import { api } from '@/api/client';
import { pendingMessages } from './pending-messages';

const PATIENCE_MS = 3_000;

/**
 * Has thread and inbox show what the server has taken, also while no event tells of it. What was read before is old from
 * then on, or it would be missing for whoever comes back to it; it is asked for when the event, which usually is there
 * at once, has not had it asked for. Gives how to end it.
 */
export function showTaken(queryClient: QueryClient, patienceMs = PATIENCE_MS): () => void {
  let late: ReturnType<typeof setTimeout> | undefined;
  const askLate = () => {
    late = undefined;
    const queryKey = api.conversations.key();
    void queryClient.refetchQueries({
      ...{ queryKey, type: 'active', predicate: ({ state }) => state.isInvalidated },
    });
  };
  const stop = pendingMessages.onTaken((conversationId) => {
    const thread = api.conversations.listMessages.key({ input: { conversationId } });
    for (const queryKey of [thread, api.conversations.list.key()]) {
      void queryClient.invalidateQueries({ queryKey, refetchType: 'none' });
    }
    late ??= setTimeout(askLate, patienceMs);
  });
  return () => {
    stop();
    clearTimeout(late);
  };
}
