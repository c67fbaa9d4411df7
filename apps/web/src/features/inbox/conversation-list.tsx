'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useId, useRef, useState } from 'react';
import { hrefOfInbox } from '@/components/inbox-place';
import { SearchField } from '@/components/search-field';
import { useInboxPlace } from '@/components/use-inbox-place';
import { useSettled } from '@/components/use-settled';
import { InboxHead } from './inbox-head';
import { neighbourOf } from './neighbour';
import { PlaceRows } from './place-rows';
import { SearchResults } from './search-results';
import { useConversations } from './use-conversations';
import { useFound } from './use-found';
import { useListKeys } from './use-list-keys';
import { usePlaceChange } from './use-place-change';
import { useResultKeys } from './use-result-keys';

/** The conversations of a place in the inbox, or what a search finds in all of it. */
export function ConversationList({ activeId }: { activeId: string | undefined }) {
  const t = useTranslations('inbox');
  const listId = useId();
  const { place, numbers, change } = usePlaceChange();
  const [text, setText] = useState('');
  const search = useSettled(text.trim());
  const searchField = useRef<HTMLInputElement>(null);
  const query = useConversations(place, search);
  const found = useFound(search, query);
  const endSearch = () => {
    setText('');
    searchField.current?.focus();
  };
  const keys = useResultKeys({ search, onLeave: endSearch });
  const router = useRouter();
  const at = useInboxPlace();
  const open = (id: string | null) => router.push(hrefOfInbox(at, id));
  useListKeys({
    searchField,
    step: (by) => {
      if (keys.isOpen) return keys.step(by)?.click();
      const next = neighbourOf(
        found.people.map(({ id }) => id),
        activeId,
        by,
      );
      if (next !== null) open(next);
    },
    leave: () => {
      if (keys.isOpen) searchField.current?.focus();
      else if (activeId !== undefined) open(null);
    },
  });
  const isOpen = keys.isOpen && !found.isLoading && !found.isNothing;
  return (
    <>
      <InboxHead
        place={place}
        numbers={numbers}
        onChange={change}
        searchField={
          <SearchField
            ref={searchField}
            label={t('search')}
            value={text}
            onChange={setText}
            onKeyDown={keys.press}
            results={{ listId, isOpen, activeId: keys.activeId }}
            className="h-9 bg-muted text-sm shadow-none"
          />
        }
      />
      {keys.isOpen ? (
        <SearchResults listId={listId} found={found} openId={activeId} keys={keys} />
      ) : (
        <PlaceRows place={place} query={query} activeId={activeId} />
      )}
    </>
  );
}
