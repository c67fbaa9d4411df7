'use client';

import { Lock } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { EmptyState } from '@/components/empty-state';
import { PageHeader } from '@/components/page-header';
import { useAddress } from '@/components/use-address';
import { useIsAdmin, useMe } from '@/session/use-me';
import { filterOf } from './activity-filter';
import { ActivityFilters } from './activity-filters';
import { ActivityList } from './activity-list';

/** What was done in the organisation, and by whom. */
export function ActivityPage() {
  const t = useTranslations('activity');
  const { data: me } = useMe();
  const isAdmin = useIsAdmin();
  const { params, change } = useAddress();
  const filter = filterOf(params);
  return (
    <div className="mx-auto grid max-w-4xl grid-cols-[minmax(0,1fr)] gap-5 p-4 sm:p-8">
      <PageHeader title={t('title')} text={t('text')} />
      {isAdmin ? (
        <>
          <ActivityFilters filter={filter} onChange={change} />
          <ActivityList filter={filter} />
        </>
      ) : null}
      {me && !isAdmin ? (
        <EmptyState icon={<Lock />} title={t('onlyAdmins.title')} text={t('onlyAdmins.text')} />
      ) : null}
    </div>
  );
}
