'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { api } from '@/api/client';
import { MoreButton } from '@/components/more-button';
import { NotLoaded } from '@/components/not-loaded';
import { Card } from '@/components/ui/card';
import { Skeleton } from '@/components/ui/skeleton';
import { useMoments } from '@/i18n/use-moments';

const PAGE = 10;

/** What the number went through, newest first. */
export function SessionHistory({ channelId, isKept }: { channelId: string; isKept: boolean }) {
  const t = useTranslations('sessions.history');
  const query = useInfiniteQuery(
    api.sessions.listTransitions.infiniteOptions({
      input: (cursor: string | undefined) => ({
        channelId,
        limit: PAGE,
        ...(cursor !== undefined && { cursor }),
      }),
      enabled: isKept,
      initialPageParam: undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
    }),
  );
  const transitions = query.data?.pages.flatMap(({ items }) => items);
  return (
    <Card className="grid gap-4">
      <h2 className="font-semibold">{t('title')}</h2>
      {transitions === undefined ? (
        <NotLoaded query={query}>
          <Skeleton className="h-16 rounded-xl" />
        </NotLoaded>
      ) : null}
      {transitions?.length === 0 ? <p className="text-sm text-muted-foreground">{t('empty')}</p> : null}
      {transitions && transitions.length > 0 ? (
        <ol className="grid gap-3" aria-label={t('title')}>
          {transitions.map((transition) => (
            <Transition key={transition.id} transition={transition} />
          ))}
        </ol>
      ) : null}
      <MoreButton list={query} label={t('more')} />
    </Card>
  );
}

interface Shown {
  status: 'DISCONNECTED' | 'CONNECTING' | 'QR_CODE_PENDING' | 'CONNECTED' | 'ERROR';
  reason: { message: string } | null;
  workerName: string | null;
  at: string;
}

function Transition({ transition }: { transition: Shown }) {
  const t = useTranslations('sessions');
  const { whole } = useMoments();
  const { status, reason, workerName, at } = transition;
  return (
    <li className="grid gap-x-6 gap-y-0.5 text-sm sm:grid-cols-[11rem_minmax(0,1fr)]">
      <time dateTime={at} className="tabular-nums text-muted-foreground">
        {whole(at)}
      </time>
      <div className="grid gap-0.5">
        <p>
          <span className="font-medium">{t(`state.${status}`)}</span>
          {workerName ? <span className="text-muted-foreground"> · {workerName}</span> : null}
        </p>
        {reason ? <p className="text-muted-foreground">{reason.message}</p> : null}
      </div>
    </li>
  );
}
