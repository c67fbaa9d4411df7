'use client';

import { useRef } from 'react';
import type { ThreadMessage } from '../messages/thread-message';

/** The first message that was unread when the conversation was opened; the mark stays there while it is open. */
export function useUnreadMark(
  messages: readonly ThreadMessage[],
  unreadCount: number | undefined,
): string | undefined {
  const mark = useRef<{ key: string | undefined } | null>(null);
  if (mark.current === null && unreadCount !== undefined && messages.length > 0) {
    const incoming = messages.filter(({ direction }) => direction === 'INCOMING');
    mark.current = { key: unreadCount > 0 ? incoming.at(-unreadCount)?.key : undefined };
  }
  return mark.current?.key;
}
