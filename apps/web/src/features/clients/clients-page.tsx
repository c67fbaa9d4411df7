'use client';

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Search, SearchX, Users } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useDeferredValue, useState } from 'react';
import { api } from '@/api/client';
import { EmptyState } from '@/components/empty-state';
import { PageHeader } from '@/components/page-header';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/input';
import { Skeleton } from '@/components/ui/skeleton';
import { ClientRow } from './client-row';

const PAGE = 50;

export function ClientsPage() {
  const t = useTranslations('clients');
  const [text, setText] = useState('');
  const search = useDeferredValue(text.trim());
  const { data, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    api.clients.list.infiniteOptions({
      input: (cursor: string | undefined) => ({
        limit: PAGE,
        ...(cursor !== undefined && { cursor }),
        ...(search !== '' && { search }),
      }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
      placeholderData: keepPreviousData,
    }),
  );
  const clients = data?.pages.flatMap(({ items }) => items);
  return (
    <div className="mx-auto grid max-w-4xl gap-5 p-4 sm:p-8">
      <PageHeader title={t('title')} text={t('text')} />
      <div className="relative">
        <Search
          aria-hidden
          className="pointer-events-none absolute left-3 top-1/2 size-4 -translate-y-1/2 text-muted-foreground"
        />
        <Input
          type="search"
          value={text}
          onChange={(event) => setText(event.target.value)}
          aria-label={t('search')}
          placeholder={t('search')}
          maxLength={100}
          className="pl-9"
        />
      </div>
      {clients === undefined ? <Skeleton className="h-72 rounded-2xl" /> : null}
      {clients?.length === 0 ? <NoClients isSearch={search !== ''} /> : null}
      {clients && clients.length > 0 ? (
        <ul className="divide-y overflow-hidden rounded-2xl border bg-surface shadow-raised">
          {clients.map((client) => (
            <ClientRow key={client.id} client={client} />
          ))}
        </ul>
      ) : null}
      {hasNextPage ? (
        <Button variant="secondary" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('more')}
        </Button>
      ) : null}
    </div>
  );
}

function NoClients({ isSearch }: { isSearch: boolean }) {
  const t = useTranslations('clients');
  const kind = isSearch ? 'nothingFound' : 'empty';
  return (
    <EmptyState
      className="py-16"
      icon={isSearch ? <SearchX /> : <Users />}
      title={t(`${kind}.title`)}
      text={t(`${kind}.text`)}
    />
  );
}
