'use client';

import { useEffect } from 'react';
import { useUnread } from '@/session/use-unread';
import { titleWithCount } from './title-with-count';

/** The tab says how many conversations wait for a person, also to whoever has another one open. */
export function useWaitingTitle(): void {
  const { waiting } = useUnread();
  useEffect(() => {
    const put = () => {
      const title = titleWithCount(document.title, waiting);
      if (title !== document.title) document.title = title;
    };
    put();
    // Each page brings its own title, some time after it was navigated to.
    const observer = new MutationObserver(put);
    observer.observe(document.head, { childList: true, characterData: true, subtree: true });
    return () => {
      observer.disconnect();
      document.title = titleWithCount(document.title, 0);
    };
  }, [waiting]);
}
