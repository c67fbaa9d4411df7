'use client';

import { useCallback, useLayoutEffect, useRef, useState } from 'react';

/** So near to the end counts as being there. */
const NEAR_PX = 80;

/**
 * Keeps what is read where it is. The list runs upwards from its end (column-reverse), so its scroll position counts from
 * the end and older messages on top move nothing. A new message at the end would: it is made up for, unless the reader is
 * at the end and wants to see it.
 */
export function useThreadScroll(lastKey: string | undefined, isLastOwn: boolean) {
  const box = useRef<HTMLDivElement>(null);
  const height = useRef(0);
  const shownKey = useRef(lastKey);
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
    if (lastKey === shownKey.current) return;
    shownKey.current = lastKey;
    const wasAtEnd = -element.scrollTop < NEAR_PX;
    if (wasAtEnd || isLastOwn) element.scrollTo({ top: 0 });
    else element.scrollTop -= grown;
  });

  return { box, isAtEnd, onScroll, toEnd };
}
