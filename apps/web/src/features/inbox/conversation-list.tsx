'use client';

import { useTranslations } from 'next-intl';
import { useId } from 'react';
import { SearchField } from '@/components/search-field';
import { InboxHead } from './inbox-head';
import { PlaceRows } from './place-rows';
import { SearchResults } from './search-results';
import { useInboxSearch } from './use-inbox-search';
import { useListKeys } from './use-list-keys';
import { useListSteps } from './use-list-steps';
import { usePlaceChange } from './use-place-change';

/** The conversations of a place in the inbox, or what a search finds in all of it. */
export function ConversationList({ activeId }: { activeId: string | undefined }) {
  const t = useTranslations('inbox');
  const listId = useId();
  const { place, numbers, change } = usePlaceChange();
  const { text, setText, field, conversations, found, line, keys, hasResults } = useInboxSearch(
    place,
    activeId,
  );
  const steps = useListSteps(line, conversations, activeId);
  useListKeys({
    searchField: field,
    step: (by) => (keys.isOpen ? keys.step(by)?.click() : steps.step(by)),
    leave: () => (keys.isOpen ? field.current?.focus() : steps.leave()),
  });
  return (
    <>
      <InboxHead
        place={place}
        numbers={numbers}
        onChange={change}
        searchField={
          <SearchField
            ref={field}
            label={t('search')}
            value={text}
            onChange={setText}
            onKeyDown={keys.press}
            results={{ listId, isOpen: hasResults, activeId: keys.activeId }}
            className="h-9 pointer-coarse:h-10 bg-muted text-sm shadow-none"
          />
        }
      />
      {keys.isOpen ? (
        <SearchResults listId={listId} found={found} openId={activeId} keys={keys} />
      ) : (
        <PlaceRows place={place} query={conversations} conversations={found.people} activeId={activeId} />
      )}
    </>
  );
}
