'use client';

import { useCallback, useLayoutEffect, useRef, useState } from 'react';

/** So near to the end counts as being there. */
const NEAR_PX = 80;

interface ThreadEnd {
  lastKey: string | undefined;
  isLastOwn: boolean;
  isCut: boolean;
  startId: string | null;
}

/**
 * Keeps what is read where it is. The list runs upwards from its end (column-reverse), so its scroll position counts from
 * the end and older messages on top move nothing. A new message at the end would: it is made up for, unless the reader is
 * at the end and wants to see it. A thread that is cut off (`isCut`) has its end elsewhere: what comes then are the next
 * messages of the past. It begins at the element with `startId`.
 */
export function useThreadScroll({ lastKey, isLastOwn, isCut, startId }: ThreadEnd) {
  const box = useRef<HTMLDivElement>(null);
  const height = useRef(0);
  const shownKey = useRef(lastKey);
  const wasCut = useRef(isCut);
  const isStarted = useRef(startId === null);
  const [isAtEnd, setIsAtEnd] = useState(true);

  const toEnd = useCallback(() => box.current?.scrollTo({ top: 0 }), []);
  const onScroll = useCallback(() => {
    const element = box.current;
    if (element) setIsAtEnd(-element.scrollTop < NEAR_PX);
  }, []);

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const grown = element.scrollHeight - height.current;
    height.current = element.scrollHeight;
    const isNewCut = wasCut.current;
    wasCut.current = isCut;
    if (!isStarted.current) {
      const start = element.querySelector(`[data-message-id="${CSS.escape(startId ?? '')}"]`);
      if (!start) return;
      isStarted.current = true;
      shownKey.current = lastKey;
      start.scrollIntoView({ block: 'center' });
      return;
    }
    if (lastKey === shownKey.current) return;
    shownKey.current = lastKey;
    const wasAtEnd = -element.scrollTop < NEAR_PX;
    if (!isNewCut && (wasAtEnd || isLastOwn)) element.scrollTo({ top: 0 });
    else element.scrollTop -= grown;
  });

  return { box, isAtEnd, onScroll, toEnd };
}
