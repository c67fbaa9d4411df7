'use client';

import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { useMe } from '@/session/use-me';
import { draftKey, drafts } from './sending/drafts';

/** What was begun and not sent yet; waits in this browser for whoever went to another conversation meanwhile. */
export function useDraft(conversationId: string) {
  const { data: me } = useMe();
  const key = me ? draftKey(me.user.id, conversationId) : null;
  const read = () => (key === null ? null : drafts.read(key));
  const kept = useSyncExternalStore(drafts.subscribe, read, () => null);
  // Written before it is known whose it is.
  const [early, setEarly] = useState('');
  useEffect(() => {
    if (key === null || early === '') return;
    drafts.append(key, early);
    setEarly('');
  }, [key, early]);
  const write = useCallback(
    (text: string) => {
      if (key === null) setEarly(text);
      else drafts.write(key, text);
    },
    [key],
  );
  /** Beside what waits there already. */
  const append = useCallback(
    (text: string) => {
      if (key === null) setEarly(text);
      else drafts.append(key, text);
    },
    [key],
  );
  return { text: kept ?? early, write, append };
}
