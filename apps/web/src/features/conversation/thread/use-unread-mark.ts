'use client';

import { useRef } from 'react';
import type { ThreadMessage } from '../messages/thread-message';

/**
 * The first message that was unread when the conversation was opened; the mark stays there while it is open. Both may be
 * remembered from an earlier visit: `undefined` until they have been asked for anew. The count is kept as soon as it is
 * known, because the messages may come after it has been set to nought. Where it lies further back than the messages that
 * have been fetched, it is found once whoever reads has come there.
 */
export function useUnreadMark(
  messages: readonly ThreadMessage[] | undefined,
  unreadCount: number | undefined,
): string | undefined {
  const count = useRef<number>(undefined);
  const newest = useRef<string>(undefined);
  const mark = useRef<string>(undefined);
  count.current ??= unreadCount;
  if (mark.current === undefined && count.current && messages) {
    newest.current ??= messages.findLast(isReceived)?.key;
    mark.current = firstUnread(messages, newest.current, count.current);
  }
  return mark.current;
}

/** Of so many customers' messages up to the newest one that was there; what has come since does not count. */
export function firstUnread(
  messages: readonly ThreadMessage[],
  newestKey: string | undefined,
  unreadCount: number,
): string | undefined {
  const received = messages.filter(isReceived);
  const end = received.findIndex(({ key }) => key === newestKey) + 1;
  return received[end - unreadCount]?.key;
}

function isReceived({ direction }: ThreadMessage): boolean {
  return direction === 'INCOMING';
}
