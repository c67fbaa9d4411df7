'use client';

import { useRef } from 'react';
import type { ThreadMessage } from '../messages/thread-message';

/**
 * The first message that was unread when the conversation was opened; the mark stays there while it is open. Both may be
 * remembered from an earlier visit: `undefined` until they have been asked for anew. The count is kept as soon as it is
 * known, because the messages may come after it has been set to nought.
 */
export function useUnreadMark(
  messages: readonly ThreadMessage[] | undefined,
  unreadCount: number | undefined,
): string | undefined {
  const count = useRef<number>(undefined);
  const mark = useRef<{ key: string | undefined }>(undefined);
  count.current ??= unreadCount;
  if (!mark.current && count.current !== undefined && messages) {
    mark.current = { key: firstUnread(messages, count.current)?.key };
  }
  return mark.current?.key;
}

function firstUnread(messages: readonly ThreadMessage[], unreadCount: number): ThreadMessage | undefined {
  if (unreadCount === 0) return undefined;
  return messages.filter(({ direction }) => direction === 'INCOMING').at(-unreadCount);
}
