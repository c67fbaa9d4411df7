'use client';

import { useRef, useState } from 'react';
import type { InboxPlace } from '@/components/inbox-place';
import { useSettled } from '@/components/use-settled';
import { useConversations } from './use-conversations';
import { useFound } from './use-found';
import { useKeptOpen } from './use-kept-open';
import { useResultKeys } from './use-result-keys';
import { useRowsInPlace } from './use-rows-in-place';

/** The list beside a conversation: of a place in the inbox, or what is found once something is searched for. */
export function useInboxSearch(place: InboxPlace | null, openId: string | undefined) {
  const [text, setText] = useState('');
  const search = useSettled(text.trim());
  const field = useRef<HTMLInputElement>(null);
  const conversations = useConversations(place, search);
  const listed = useFound(text, search, conversations);
  const isPlace = search === '' && !conversations.isPlaceholderData;
  const list = isPlace && place ? `${place.filter} ${place.channelId}` : null;
  const isEmptying = place?.filter === 'unread' || place?.filter === 'waiting';
  const people = useKeptOpen(listed.people, isEmptying ? list : null, openId);
  // Whoever has closed the open one goes on from where it stood, not from the top.
  const line = useRowsInPlace(people, list, openId);
  const found = { ...listed, people };
  const keys = useResultKeys({
    text: text.trim(),
    search,
    isSettled: found.isSettled,
    field,
    onLeave: () => {
      setText('');
      field.current?.focus();
    },
  });
  const hasResults = keys.isOpen && !found.isFailed && !found.isLoading && !found.isNothing;
  return { text, setText, field, conversations, found, line, keys, hasResults };
}
