'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { api } from '@/api/client';
import { NotLoaded } from '@/components/not-loaded';
import { PageHeader } from '@/components/page-header';
import { useToday } from '@/i18n/use-today';
import { useMe } from '@/session/use-me';
import { Counts } from './counts';
import { FirstSteps } from './first-steps';
import { RecentConversations } from './recent-conversations';

interface OverviewPageProps {
  /** What is the matter with the numbers. */
  numbers: ReactNode;
}

export function OverviewPage({ numbers }: OverviewPageProps) {
  const t = useTranslations('overview');
  const { data: me } = useMe();
  const startOfDay = new Date(useToday()).toISOString();
  const query = useQuery(api.overview.get.queryOptions({ input: { startOfDay } }));
  const overview = query.data;
  const isStarted = overview?.hasReceived && overview.hasSent;
  return (
    <div className="mx-auto grid max-w-5xl grid-cols-[minmax(0,1fr)] gap-6 p-4 sm:p-8">
      <PageHeader
        title={me ? t('greeting', { name: me.user.name }) : t('title')}
        text={me?.organizationName ? t('text', { organization: me.organizationName }) : null}
      />
      {overview && !isStarted ? <FirstSteps overview={overview} /> : null}
      {isStarted ? numbers : null}
      <NotLoaded query={query}>
        <Counts overview={overview} />
      </NotLoaded>
      <RecentConversations />
    </div>
  );
}
