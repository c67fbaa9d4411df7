'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { hrefOfInbox } from '@/components/inbox-place';
import { SearchField } from '@/components/search-field';
import { useSettled } from '@/components/use-settled';
import { ConversationRows } from './conversation-rows';
import { InboxEmpty } from './inbox-empty';
import { InboxFilters } from './inbox-filters';
import { ListSkeleton } from './list-skeleton';
import { MoreButton } from './more-button';
import { NumberFilter } from './number-filter';
import { SearchResults } from './search-results';
import { useConversations } from './use-conversations';
import { useListKeys } from './use-list-keys';
import { usePlaceChange } from './use-place-change';

export function ConversationList({ activeId }: { activeId: string | undefined }) {
  const t = useTranslations('inbox');
  const router = useRouter();
  const { place, numbers, change } = usePlaceChange();
  const [text, setText] = useState('');
  const search = useSettled(text.trim());
  const searchField = useRef<HTMLInputElement>(null);
  const query = useConversations(place, search);
  const conversations = query.data?.pages.flatMap(({ items }) => items) ?? [];
  useListKeys({
    ids: conversations.map(({ id }) => id),
    activeId,
    searchField,
    open: (id) => place && router.push(hrefOfInbox(place, id)),
  });
  const shown = place ?? { filter: 'all', channelId: null };
  const empty = shown.channelId !== null && shown.filter === 'all' ? 'number' : shown.filter;
  return (
    <>
      <div className="grid gap-3 border-b p-3 pb-2.5">
        <div className="flex min-h-8 items-center justify-between gap-3">
          <h2 className="shrink-0 px-1 text-lg font-semibold tracking-tight">{t('title')}</h2>
          {numbers && numbers.length > 1 ? (
            <NumberFilter
              numbers={numbers}
              value={shown.channelId}
              onChange={(channelId) => change({ channelId })}
            />
          ) : null}
        </div>
        <SearchField
          ref={searchField}
          label={t('search')}
          value={text}
          onChange={setText}
          className="h-9 bg-muted text-sm shadow-none"
        />
        <InboxFilters value={shown.filter} onChange={(filter) => change({ filter })} />
      </div>
      <div className="min-h-0 grow overflow-y-auto p-1.5">
        {search === '' ? (
          <>
            {query.data === undefined ? <ListSkeleton /> : null}
            {query.data && conversations.length === 0 ? <InboxEmpty kind={empty} /> : null}
            {conversations.length > 0 ? (
              <ConversationRows label={t('title')} conversations={conversations} activeId={activeId} />
            ) : null}
            <MoreButton query={query} label={t('more')} />
          </>
        ) : (
          <SearchResults search={search} conversations={query} activeId={activeId} />
        )}
      </div>
    </>
  );
}
