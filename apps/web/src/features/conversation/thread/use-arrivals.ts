'use client';

import { useRef } from 'react';
import type { ThreadMessage } from '../messages/thread-message';

/**
 * What customers have sent since `isSeen` last held. Told by what stood there, not by the time: the clock of whoever
 * looks is not the server's.
 */
export function useArrivals(messages: readonly ThreadMessage[], isSeen: boolean): ThreadMessage[] {
  const seen = useRef<ReadonlySet<string>>(new Set());
  const wasSeen = useRef(true);
  // At the turn, too: the last page of a thread that was cut off comes with the turn, and is not new.
  if (isSeen || wasSeen.current) seen.current = new Set(messages.map(({ key }) => key));
  wasSeen.current = isSeen;
  return isSeen ? [] : arrivedAfter(messages, seen.current);
}

/**
 * Customers' messages behind the last one that was seen; earlier ones may be loaded, and seen ones taken back. What is on
 * its way stands behind everything, and says nothing.
 */
export function arrivedAfter(messages: readonly ThreadMessage[], seen: ReadonlySet<string>): ThreadMessage[] {
  const start = messages.findLastIndex(({ id, key }) => id !== null && seen.has(key)) + 1;
  return messages.slice(start).filter(({ direction }) => direction === 'INCOMING');
}
