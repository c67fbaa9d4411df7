import type { Query, QueryClient } from '@tanstack/react-query';
import { api } from '@/api/client';
import { isWorthReadingAgain } from '@/api/problem';
import { createBatch } from './batch';
import { keysOfEvent, liveKeys, slowKeysOfEvent } from './keys-of-event';
import type { RealtimeListeners } from './realtime-client';
import { createRefetch } from './refetch';

/** An open search looks through everything: not at each message of a busy minute. */
const SLOW_MS = 1_000;
const HEAL_MS = 15_000;

/**
 * Keeps what is on the screen as new as the line tells. What could not be fetched meanwhile is asked for again: once the
 * line is back, and now and then while it stands, since no event tells that a server has recovered.
 */
export function keepFresh(queryClient: QueryClient, healMs = HEAL_MS): RealtimeListeners & { stop(): void } {
  const { refetch, stop } = createRefetch(queryClient);
  const refresh = createBatch(refetch);
  const refreshSlowly = createBatch(refetch, { gatherMs: SLOW_MS });
  const heal = () => void queryClient.refetchQueries({ type: 'active', predicate: hasFailed });
  const healing = setInterval(heal, healMs);
  return {
    onEvent: (event) => {
      keysOfEvent(event).forEach(refresh.add);
      slowKeysOfEvent(event).forEach(refreshSlowly.add);
    },
    onGap: () => liveKeys.forEach(refresh.add),
    onOnline: (isOnline) => {
      if (isOnline) heal();
      // The server does not say why it hangs up or lets nobody in. Where the session is over, this answer does.
      else void queryClient.invalidateQueries({ queryKey: api.account.me.key() }, { cancelRefetch: false });
    },
    stop: () => {
      stop();
      clearInterval(healing);
      refresh.cancel();
      refreshSlowly.cancel();
    },
  };
}

/** Also where older data are still shown. */
function hasFailed({ state }: Query): boolean {
  return state.status === 'error' && state.fetchStatus === 'idle' && isWorthReadingAgain(state.error);
}
