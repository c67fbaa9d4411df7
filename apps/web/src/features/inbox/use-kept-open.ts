'use client';

import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { conversationOptions } from '@/components/find-conversation';
import type { InboxPlace } from '@/components/inbox-place';
import { keepInPlace } from './keep-in-place';
import type { Conversation, useConversations } from './use-conversations';

interface Shown {
  place: string;
  rows: readonly Conversation[];
}

const NOTHING: Shown = { place: '', rows: [] };

/**
 * The rows of a place with the open one among them for as long as it is open, though it is no longer unread, or waits no
 * longer, just because somebody has opened it: it would vanish from under the pointer, and the next one with it.
 */
export function useKeptOpen(
  rows: readonly Conversation[],
  { isPlaceholderData }: Pick<ReturnType<typeof useConversations>, 'isPlaceholderData'>,
  place: InboxPlace | null,
  openId: string | undefined,
): readonly Conversation[] {
  const before = useRef(NOTHING);
  const isKeeping = !isPlaceholderData && (place?.filter === 'unread' || place?.filter === 'waiting');
  const name = `${place?.filter} ${place?.channelId}`;
  const shown =
    isKeeping && before.current.place === name ? keepInPlace(rows, before.current.rows, openId) : rows;
  before.current = isKeeping ? { place: name, rows: shown } : NOTHING;
  // As it is by now, which the list does not tell.
  const isKept = shown.length > rows.length && openId !== undefined;
  const { data } = useQuery({ ...conversationOptions(openId ?? ''), enabled: isKept });
  return isKept && data?.id === openId ? shown.map((row) => (row.id === openId ? data : row)) : shown;
}
