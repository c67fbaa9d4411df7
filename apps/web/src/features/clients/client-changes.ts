import { clientChange } from '@soul-kg-crm/shared/contract';
import type { QueryClient } from '@tanstack/react-query';
import type * as z from 'zod';
import { api, apiClient } from '@/api/client';

type ClientChange = z.input<typeof clientChange>;

/** A connection that is there and says nothing must not hold up what is changed afterwards. */
const ANSWER_MS = 20_000;

/** Changes one client, one change after the other; a request that is under way outlives its page. */
export function changeOptions(queryClient: QueryClient, clientId: string, answerMs = ANSWER_MS) {
  const queryKey = api.clients.get.queryKey({ input: { clientId } });
  return api.clients.update.mutationOptions({
    mutationKey: changeKey(clientId),
    scope: { id: `client:${clientId}` },
    mutationFn: (change: ClientChange) => send(change, answerMs),
    onSuccess: async (changed) => {
      // What was asked for before this was taken must not be shown after it: the next change would begin with it.
      await queryClient.cancelQueries({ queryKey });
      queryClient.setQueryData(queryKey, changed);
      void queryClient.invalidateQueries({ queryKey });
      void queryClient.invalidateQueries({ queryKey: api.conversations.key() });
      void queryClient.invalidateQueries({ queryKey: api.clients.list.key() });
    },
    // What a colleague has stored by now is shown beside one's own.
    onError: () => void queryClient.invalidateQueries({ queryKey }),
  });
}

export const changeKey = (clientId: string) => [...api.clients.update.mutationKey(), clientId];

/**
 * Sends what waits behind a request that is under way, for a page that goes: what has not been sent does not outlive it. What
 * waits for one client goes together, or the earlier change could come after the later.
 */
export function sendWaitingChanges(queryClient: QueryClient): void {
  const mutations = queryClient.getMutationCache();
  const waiting = new Map<string, ClientChange>();
  for (const mutation of mutations.findAll({ mutationKey: api.clients.update.mutationKey() })) {
    if (!mutation.state.isPaused) continue;
    const { data: change } = clientChange.safeParse(mutation.state.variables);
    if (change) waiting.set(change.clientId, { ...waiting.get(change.clientId), ...change });
    // A page that the browser has kept, and shows again, does not send it a second time.
    mutations.remove(mutation);
  }
  for (const change of [...waiting.values()].flatMap(apart)) void send(change, ANSWER_MS).catch(() => {});
}

/** What a colleague has changed meanwhile is refused, and would take all that goes with it along: each goes by itself. */
function apart(change: ClientChange): ClientChange[] {
  const { clientId, name, nameFrom, email, emailFrom, notes, notesFrom, ...rest } = change;
  return [
    { clientId, ...rest },
    { clientId, name, nameFrom },
    { clientId, email, emailFrom },
    { clientId, notes, notesFrom },
  ].filter(({ clientId: _, ...asked }) => Object.values(asked).some((value) => value !== undefined));
}

function send(change: ClientChange, answerMs: number) {
  return apiClient.clients.update(change, {
    context: { outlivesPage: true },
    signal: AbortSignal.timeout(answerMs),
  });
}
