'use client';

import { Database, Lock } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { EmptyState } from '@/components/empty-state';
import { NotLoaded } from '@/components/not-loaded';
import { PageHeader } from '@/components/page-header';
import { buttonStyle } from '@/components/ui/button-style';
import { Skeleton } from '@/components/ui/skeleton';
import { useIsAdmin, useMe } from '@/session/use-me';
import { DeadLetters } from './dead-letters';
import { FailedMessages } from './failed-messages';
import { LimitMeters } from './limit-meters';
import { NumberQueues } from './number-queues';
import { QueueCounts } from './queue-counts';
import { RedisNote } from './redis-note';
import { useQueueStatus } from './use-queues';

export function QueuesPage() {
  const t = useTranslations('queues');
  const { data: me } = useMe();
  const isAdmin = useIsAdmin();
  return (
    <div className="mx-auto grid max-w-4xl grid-cols-[minmax(0,1fr)] gap-6 p-4 sm:p-8">
      <PageHeader
        title={t('title')}
        text={t('text')}
        actions={me?.role === 'SUPER_ADMIN' ? <ToBoard /> : null}
      />
      {isAdmin ? <Queues /> : null}
      {me && !isAdmin ? (
        <EmptyState icon={<Lock />} title={t('onlyAdmins.title')} text={t('onlyAdmins.text')} />
      ) : null}
    </div>
  );
}

function Queues() {
  const query = useQueueStatus();
  const status = query.data;
  if (!status) {
    return (
      <NotLoaded query={query}>
        <Skeleton className="h-96 rounded-2xl" />
      </NotLoaded>
    );
  }
  return (
    <>
      {status.isRedisAway ? <RedisNote /> : null}
      <QueueCounts counts={status.messages} />
      <LimitMeters limits={status.limits} />
      <NumberQueues status={status} />
      <FailedMessages />
      <DeadLetters />
    </>
  );
}

/** The platform's owner sees what Redis has, of all organisations. */
function ToBoard() {
  const t = useTranslations('queues');
  return (
    <a href="/api/platform/queues" className={buttonStyle({ variant: 'secondary' })}>
      <Database aria-hidden />
      {t('board')}
    </a>
  );
}
