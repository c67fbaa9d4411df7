import type { Query, QueryClient } from '@tanstack/react-query';

const HUNG_MS = 15_000;

/**
 * Asks again for what a key names, without breaking off what is under way: an answer that is on its way may have been put
 * together before the event, and a list's next page would never come while customers write. Such a request is let end
 * first, and the next one follows it; one that hangs is given up after a while.
 *
 * `invalidateQueries` alone does neither: it breaks off what has data, and joins a first load, whose answer then counts as new.
 */
export function createRefetch(
  queryClient: QueryClient,
  hungMs = HUNG_MS,
): { refetch(queryKey: readonly unknown[]): Promise<unknown>; stop(): void } {
  const following = new Map<Query, Promise<void>>();
  const over = new AbortController();

  const follow = async (query: Query) => {
    await ended(query, hungMs, over.signal);
    following.delete(query);
    if (over.signal.aborted) return;
    const itself = { queryKey: query.queryKey, exact: true };
    // What hangs is not joined by the next request.
    if (query.state.fetchStatus === 'fetching') await queryClient.cancelQueries(itself);
    await queryClient.invalidateQueries(itself);
  };
  const followOnce = (query: Query) => {
    const known = following.get(query) ?? follow(query);
    following.set(query, known);
    return known;
  };
  return {
    refetch: (queryKey) => {
      const underway = queryClient.getQueryCache().findAll({ queryKey, fetchStatus: 'fetching' });
      const idle = (query: Query) => !underway.includes(query);
      return Promise.all([
        queryClient.invalidateQueries({ queryKey, predicate: idle }),
        ...underway.map(followOnce),
      ]);
    },
    stop: () => over.abort(),
  };
}

/** Whichever comes first: the answer or a fault, the end of patience, the end of everything. */
export function ended(query: Query, patienceMs = HUNG_MS, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(patience);
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const patience = setTimeout(end, patienceMs);
    signal?.addEventListener('abort', end);
    Promise.resolve(query.promise).then(end, end);
  });
}
