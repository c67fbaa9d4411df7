'use client';

import { useCallback, useLayoutEffect, useRef, useState } from 'react';

/** So near to the end counts as being there. */
const NEAR_PX = 80;

interface ThreadEnd {
  /** The newest message that the server has. */
  lastKey: string | undefined;
  /** The newest one that is on its way to the server, if any. */
  writtenKey: string | undefined;
  isCut: boolean;
  startId: string | null;
}

/**
 * Keeps what is read where it is. The list runs upwards from its end (column-reverse), so its scroll position counts from
 * the end and older messages on top move nothing. A new message at the end would: it is made up for, unless the reader is
 * at the end and wants to see it. A thread that is cut off (`isCut`) has its end elsewhere: what comes then are the next
 * messages of the past. It begins at the element with `startId`.
 */
export function useThreadScroll({ lastKey, writtenKey, isCut, startId }: ThreadEnd) {
  const box = useRef<HTMLDivElement>(null);
  const height = useRef(0);
  const shown = useRef({ lastKey, writtenKey });
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
      shown.current = { lastKey, writtenKey };
      start.scrollIntoView({ block: 'center' });
      return;
    }
    const before = shown.current;
    if (lastKey === before.lastKey && writtenKey === before.writtenKey) return;
    shown.current = { lastKey, writtenKey };
    const isJustWritten = writtenKey !== undefined && writtenKey !== before.writtenKey;
    const wasAtEnd = -element.scrollTop < NEAR_PX;
    if (!isNewCut && (wasAtEnd || isJustWritten)) element.scrollTo({ top: 0 });
    else element.scrollTop -= grown;
  });

  return { box, isAtEnd, onScroll, toEnd };
}
