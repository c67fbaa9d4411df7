'use client';

import { useRouter, useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { SearchField } from '@/components/search-field';
import { useSettled } from '@/components/use-settled';
import { ConversationRows } from './conversation-rows';
import { InboxEmpty } from './inbox-empty';
import { InboxFilters } from './inbox-filters';
import { ListSkeleton } from './list-skeleton';
import { MoreButton } from './more-button';
import { SearchResults } from './search-results';
import { type InboxFilter, useConversations } from './use-conversations';
import { useListKeys } from './use-list-keys';

const filters: readonly InboxFilter[] = ['all', 'unread', 'closed'];

export function ConversationList({ activeId }: { activeId: string | undefined }) {
  const t = useTranslations('inbox');
  const router = useRouter();
  const asked = useSearchParams().get('filter');
  const [filter, setFilter] = useState<InboxFilter>(filters.find((known) => known === asked) ?? 'all');
  const [text, setText] = useState('');
  const search = useSettled(text.trim());
  const searchField = useRef<HTMLInputElement>(null);
  const query = useConversations(filter, search);
  const conversations = query.data?.pages.flatMap(({ items }) => items) ?? [];
  useListKeys({
    ids: conversations.map(({ id }) => id),
    activeId,
    searchField,
    open: (id) => router.push(id === null ? '/dashboard/inbox' : `/dashboard/inbox/${id}`),
  });
  return (
    <>
      <div className="grid gap-3 border-b p-3 pb-2.5">
        <h2 className="px-1 text-lg font-semibold tracking-tight">{t('title')}</h2>
        <SearchField
          ref={searchField}
          label={t('search')}
          value={text}
          onChange={setText}
          className="h-9 bg-muted text-sm shadow-none"
        />
        <InboxFilters options={filters} value={filter} onChange={setFilter} />
      </div>
      <div className="min-h-0 grow overflow-y-auto p-1.5">
        {search === '' ? (
          <>
            {query.data === undefined ? <ListSkeleton /> : null}
            {query.data && conversations.length === 0 ? <InboxEmpty kind={filter} /> : null}
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
