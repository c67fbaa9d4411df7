'use client';

import { History } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { EmptyState } from '@/components/empty-state';
import { MoreButton } from '@/components/more-button';
import { NotLoaded } from '@/components/not-loaded';
import { Skeleton } from '@/components/ui/skeleton';
import type { ActivityFilter } from './activity-filter';
import { ActivityRow } from './activity-row';
import { useActivity } from './use-activity';

/** The entries that fit the filter, the newest first. */
export function ActivityList({ filter }: { filter: ActivityFilter }) {
  const t = useTranslations('activity');
  const list = useActivity(filter);
  const entries = list.data?.pages.flatMap(({ items }) => items);
  const empty = Object.values(filter).some(Boolean) ? 'nothingFound' : 'empty';
  return (
    <>
      {entries === undefined ? (
        <NotLoaded query={list}>
          <Skeleton className="h-96 rounded-2xl" />
        </NotLoaded>
      ) : null}
      {entries?.length === 0 ? (
        <EmptyState
          className="py-16"
          icon={<History />}
          title={t(`${empty}.title`)}
          text={t(`${empty}.text`)}
        />
      ) : null}
      {entries && entries.length > 0 ? (
        <ol aria-label={t('list')} className="divide-y rounded-2xl border bg-surface shadow-raised">
          {entries.map((entry) => (
            <ActivityRow key={entry.id} entry={entry} />
          ))}
        </ol>
      ) : null}
      <MoreButton list={list} label={t('more')} />
    </>
  );
}
