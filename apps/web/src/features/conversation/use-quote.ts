'use client';

import { useCallback, useSyncExternalStore } from 'react';
import type { ThreadMessage } from './messages/thread-message';
import { quotes } from './sending/quotes';

/** The message that the next answer quotes; it waits for whoever went to another conversation meanwhile. */
export function useQuote(
  conversationId: string,
): readonly [ThreadMessage | null, (quoted: ThreadMessage | null) => void] {
  const read = () => quotes.of(conversationId)[0] ?? null;
  const quoted = useSyncExternalStore(quotes.subscribe, read, read);
  const put = useCallback(
    (message: ThreadMessage | null) => quotes.put(conversationId, message),
    [conversationId],
  );
  return [quoted, put];
}
