import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import type { JsonifiedClient } from '@orpc/openapi-client';
import { OpenAPILink } from '@orpc/openapi-client/fetch';
import { createTanstackQueryUtils } from '@orpc/tanstack-query';
import { type Contract, contract } from '@soul-kg-crm/shared/contract';
import { untilReleased } from './held';
import { problemOf } from './problem';
import { learnServerTime } from './server-clock';

export interface CallContext {
  /** The request reaches the server although its page is closed. At most 64 KB of such requests at once (Fetch, 4.6). */
  outlivesPage?: boolean;
}

const link = new OpenAPILink<CallContext>(contract, {
  // Called in the browser alone; the server needs some origin while it prepares the page.
  url: () => `${typeof window === 'undefined' ? 'http://localhost' : window.location.origin}/api`,
  fetch: async (request, init, { context }) => {
    await untilReleased();
    const askedMs = Date.now();
    const response = await fetch(request, {
      ...init,
      credentials: 'same-origin',
      keepalive: context.outlivesPage ?? false,
    });
    learnServerTime(response.headers.get('date'), askedMs);
    if (response.ok) return response;
    throw await problemOf(response);
  },
  headers: () => ({
    'accept-language': typeof document === 'undefined' ? 'ru' : document.documentElement.lang,
  }),
});

/** The API, typed by its contract. Every call rejects with an ApiProblem, or with the network's own error. */
export const apiClient: JsonifiedClient<ContractRouterClient<Contract, CallContext>> = createORPCClient(link);

/** Query and mutation options with their keys, for TanStack Query. */
export const api = createTanstackQueryUtils(apiClient);
