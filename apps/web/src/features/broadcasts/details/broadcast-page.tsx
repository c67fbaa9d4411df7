'use client';

import { useTranslations } from 'next-intl';
import { ApiProblem } from '@/api/problem';
import { NotLoaded } from '@/components/not-loaded';
import { PageHeader } from '@/components/page-header';
import { Card } from '@/components/ui/card';
import { Skeleton } from '@/components/ui/skeleton';
import { useMoments } from '@/i18n/use-moments';
import { useIsAdmin } from '@/session/use-me';
import { BackLink } from '../back-link';
import { useBroadcast } from '../use-broadcasts';
import { BroadcastActions } from './broadcast-actions';
import { ProgressCard } from './progress-card';
import { RecipientList } from './recipient-list';

/** How far a broadcast has got, live, and what can be done about it. */
export function BroadcastPage({ broadcastId }: { broadcastId: string }) {
  const t = useTranslations('broadcasts');
  const moments = useMoments();
  const isAdmin = useIsAdmin();
  const query = useBroadcast(broadcastId);
  const broadcast = query.data;
  if (!broadcast) return <NoBroadcast query={query} />;
  const { name, content, channelName, createdByName, createdAt } = broadcast;
  const facts = [createdByName, moments.whole(createdAt), t('from', { channel: channelName })];
  return (
    <div className="mx-auto grid max-w-4xl grid-cols-1 gap-5 p-4 sm:p-8">
      <BackLink />
      <PageHeader
        title={name ?? t('unnamed')}
        text={facts.filter(Boolean).join(' · ')}
        actions={isAdmin ? <BroadcastActions broadcast={broadcast} /> : null}
      />
      <ProgressCard broadcast={broadcast} />
      <Card className="grid grid-cols-1 gap-2">
        <h2 className="font-semibold">{t('message')}</h2>
        <p dir="auto" className="whitespace-pre-wrap wrap-anywhere">
          {content}
        </p>
      </Card>
      <RecipientList broadcastId={broadcastId} counts={broadcast.counts} />
    </div>
  );
}

/** Not there yet, or not at all. */
function NoBroadcast({ query }: { query: ReturnType<typeof useBroadcast> }) {
  const t = useTranslations('common');
  const { error } = query;
  return (
    <div className="mx-auto grid max-w-4xl grid-cols-1 gap-5 p-4 sm:p-8">
      <BackLink />
      {error instanceof ApiProblem && error.status === 404 ? (
        <p role="alert">{t('notFound.title')}</p>
      ) : (
        <NotLoaded query={query}>
          <Skeleton className="h-72 rounded-2xl" />
        </NotLoaded>
      )}
    </div>
  );
}
