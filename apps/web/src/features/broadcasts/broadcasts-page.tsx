'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { Megaphone, Plus } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { api } from '@/api/client';
import { EmptyState } from '@/components/empty-state';
import { MoreButton } from '@/components/more-button';
import { NotLoaded } from '@/components/not-loaded';
import { PageHeader } from '@/components/page-header';
import { buttonStyle } from '@/components/ui/button-style';
import { Skeleton } from '@/components/ui/skeleton';
import { useIsAdmin } from '@/session/use-me';
import { BroadcastRow } from './broadcast-row';
import { MassSendingOff } from './mass-sending-off';
import { useMassSending } from './use-broadcasts';

const PAGE = 20;

/** Every broadcast with how far it has got, newest first. */
export function BroadcastsPage() {
  const t = useTranslations('broadcasts');
  const isAdmin = useIsAdmin();
  const isOn = useMassSending();
  const list = useInfiniteQuery(
    api.broadcasts.list.infiniteOptions({
      input: (cursor: string | undefined) => ({ limit: PAGE, ...(cursor !== undefined && { cursor }) }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
    }),
  );
  const broadcasts = list.data?.pages.flatMap(({ items }) => items);
  return (
    <div className="mx-auto grid max-w-4xl grid-cols-1 gap-5 p-4 sm:p-8">
      <PageHeader title={t('title')} text={t('text')} actions={isAdmin && isOn ? <NewLink /> : null} />
      {isOn === false ? <MassSendingOff /> : null}
      {broadcasts === undefined ? (
        <NotLoaded query={list}>
          <Skeleton className="h-72 rounded-2xl" />
        </NotLoaded>
      ) : null}
      {broadcasts?.length === 0 ? (
        <EmptyState className="py-16" icon={<Megaphone />} title={t('empty.title')} text={t('empty.text')} />
      ) : null}
      {broadcasts && broadcasts.length > 0 ? (
        <ul
          aria-label={t('list')}
          className="divide-y overflow-hidden rounded-2xl border bg-surface shadow-raised"
        >
          {broadcasts.map((broadcast) => (
            <BroadcastRow key={broadcast.id} broadcast={broadcast} />
          ))}
        </ul>
      ) : null}
      <MoreButton list={list} label={t('more')} />
    </div>
  );
}

function NewLink() {
  const t = useTranslations('broadcasts');
  return (
    <Link href="/dashboard/broadcasts/new" className={buttonStyle()}>
      <Plus aria-hidden />
      {t('new')}
    </Link>
  );
}
