'use client';

import { useRef, useState } from 'react';
import type { InboxPlace } from '@/components/inbox-place';
import { useSettled } from '@/components/use-settled';
import { useConversations } from './use-conversations';
import { useFound } from './use-found';
import { useKeptOpen } from './use-kept-open';
import { useResultKeys } from './use-result-keys';

/** The list beside a conversation: of a place in the inbox, or what is found once something is searched for. */
export function useInboxSearch(place: InboxPlace | null, openId: string | undefined) {
  const [text, setText] = useState('');
  const search = useSettled(text.trim());
  const field = useRef<HTMLInputElement>(null);
  const conversations = useConversations(place, search);
  const listed = useFound(text, search, conversations);
  const people = useKeptOpen(listed.people, conversations, search === '' ? place : null, openId);
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
  return { text, setText, field, conversations, found, keys, hasResults };
}
