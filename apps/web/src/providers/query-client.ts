import { MutationCache, QueryCache, type QueryClient } from '@tanstack/react-query';
import { api } from '@/api/client';
import { ApiProblem, isWorthReadingAgain } from '@/api/problem';
import { toastError } from '@/components/ui/toasts';
import { leaveWhenSignedOut } from '@/session/leave-when-signed-out';
import { PatientQueryClient } from './patient-query-client';

/** How long an answer is taken as it is kept. */
export const STALE_MS = 30_000;
const MAX_RETRIES = 3;

/** Realtime events say when something is stale, so nothing is fetched anew just because time has passed. */
export function createQueryClient(): QueryClient {
  const queryClient = new PatientQueryClient({
    queryCache: new QueryCache({
      onError: (error) => {
        leaveWhenSignedOut(error);
        // Another role by now, or removed, and not told of it: who one is here is asked for anew.
        if (error instanceof ApiProblem && error.status === 403)
          void queryClient.invalidateQueries({ queryKey: api.account.me.key() });
      },
    }),
    mutationCache: new MutationCache({
      onError: (error, _variables, _context, mutation) => {
        leaveWhenSignedOut(error);
        if (!mutation.meta?.isQuiet) toastError(error);
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: STALE_MS,
        refetchOnWindowFocus: false,
        retry: (count, error) => count < MAX_RETRIES && isWorthReadingAgain(error),
      },
    },
  });
  return queryClient;
}
