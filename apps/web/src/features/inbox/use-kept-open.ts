'use client';

import { useQuery } from '@tanstack/react-query';
import { conversationOptions } from '@/components/find-conversation';
import type { Conversation } from './use-conversations';
import { useRowsInPlace } from './use-rows-in-place';

/**
 * The rows of a place with the open one among them for as long as it is open, though it is no longer unread, or waits no
 * longer, just because somebody has opened it: it would vanish from under the pointer, and the next one with it. `list` is
 * the place; null where nothing is kept.
 */
export function useKeptOpen(
  rows: readonly Conversation[],
  list: string | null,
  openId: string | undefined,
): readonly Conversation[] {
  const shown = useRowsInPlace(rows, list, openId);
  // As it is by now, which the list does not tell.
  const isKept = shown.length > rows.length && openId !== undefined;
  const { data } = useQuery({ ...conversationOptions(openId ?? ''), enabled: isKept });
  return isKept && data?.id === openId ? shown.map((row) => (row.id === openId ? data : row)) : shown;
}
