'use client';

import { useRouter, useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { SearchField } from '@/components/search-field';
import { Button } from '@/components/ui/button';
import { useSettled } from '@/components/use-settled';
import { ConversationRow } from './conversation-row';
import { InboxEmpty } from './inbox-empty';
import { InboxFilters } from './inbox-filters';
import { ListSkeleton } from './list-skeleton';
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
  const { data, hasNextPage, fetchNextPage, isFetchingNextPage } = useConversations(filter, search);
  const conversations = data?.pages.flatMap(({ items }) => items) ?? [];
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
        {data === undefined ? <ListSkeleton /> : null}
        {data && conversations.length === 0 ? <InboxEmpty kind={search === '' ? filter : 'search'} /> : null}
        {conversations.length > 0 ? (
          <ul
            data-conversation-list
            aria-label={t('title')}
            className="grid grid-cols-[minmax(0,1fr)] gap-0.5"
          >
            {conversations.map((conversation) => (
              <ConversationRow
                key={conversation.id}
                conversation={conversation}
                isActive={conversation.id === activeId}
              />
            ))}
          </ul>
        ) : null}
        {hasNextPage ? (
          <Button
            variant="ghost"
            size="sm"
            className="my-2 w-full"
            disabled={isFetchingNextPage}
            onClick={() => void fetchNextPage()}
          >
            {t('more')}
          </Button>
        ) : null}
      </div>
    </>
  );
}
