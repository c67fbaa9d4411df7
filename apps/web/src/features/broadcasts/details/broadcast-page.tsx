'use client';

import { useTranslations } from 'next-intl';
import { ApiProblem } from '@/api/problem';
import { PageHeader } from '@/components/page-header';
import { Card } from '@/components/ui/card';
import { Skeleton } from '@/components/ui/skeleton';
import { useMoments } from '@/i18n/use-moments';
import { useIsAdmin } from '@/session/use-me';
import { BackLink } from '../back-link';
import { BroadcastStatusBadge } from '../broadcast-status-badge';
import { ProgressBar } from '../progress-bar';
import { useBroadcast } from '../use-broadcasts';
import { BroadcastActions } from './broadcast-actions';
import { CountList } from './count-list';
import { RecipientList } from './recipient-list';

/** How far a broadcast has got, live, and what can be done about it. */
export function BroadcastPage({ broadcastId }: { broadcastId: string }) {
  const t = useTranslations('broadcasts');
  const common = useTranslations('common');
  const moments = useMoments();
  const isAdmin = useIsAdmin();
  const { data: broadcast, error } = useBroadcast(broadcastId);
  if (!broadcast) {
    return (
      <div className="mx-auto grid max-w-4xl gap-5 p-4 sm:p-8">
        <BackLink />
        {error instanceof ApiProblem ? (
          <p role="alert">{error.status === 404 ? common('notFound.title') : error.message}</p>
        ) : (
          <Skeleton className="h-72 rounded-2xl" />
        )}
      </div>
    );
  }
  const { name, content, status, counts, channelName, createdByName, createdAt } = broadcast;
  const facts = [createdByName, moments.whole(createdAt), t('from', { channel: channelName })];
  return (
    <div className="mx-auto grid max-w-4xl gap-5 p-4 sm:p-8">
      <BackLink />
      <PageHeader
        title={name ?? t('title')}
        text={facts.filter(Boolean).join(' · ')}
        actions={isAdmin ? <BroadcastActions broadcast={broadcast} /> : null}
      />
      <Card className="grid gap-5">
        <div className="flex flex-wrap items-center justify-between gap-3">
          <p className="font-semibold tabular-nums">
            {t('progress', { done: counts.sent + counts.failed, total: counts.total })}
          </p>
          <span role="status">
            <BroadcastStatusBadge status={status} />
          </span>
        </div>
        <ProgressBar counts={counts} label={name ?? t('title')} />
        {broadcast.error ? <p className="text-destructive">{broadcast.error.message}</p> : null}
        <CountList counts={counts} />
      </Card>
      <Card className="grid gap-2">
        <h2 className="font-semibold">{t('message')}</h2>
        <p className="whitespace-pre-wrap break-words">{content}</p>
      </Card>
      <RecipientList broadcastId={broadcastId} />
    </div>
  );
}
