'use client';

import type { BroadcastModel } from '@soul-kg-crm/shared/contract';
import { useTranslations } from 'next-intl';
import { Card } from '@/components/ui/card';
import { BroadcastStatusBadge } from '../broadcast-status-badge';
import { ProgressBar } from '../progress-bar';
import { CountList } from './count-list';
import { WaitingNote } from './waiting-note';

interface ProgressCardProps {
  broadcast: Pick<BroadcastModel, 'name' | 'status' | 'counts' | 'error'> & { channelId: string };
}

/** How far it has got, and why it goes no further. */
export function ProgressCard({ broadcast }: ProgressCardProps) {
  const t = useTranslations('broadcasts');
  const { name, status, counts, channelId, error } = broadcast;
  const isUnderWay = status === 'PENDING' || status === 'IN_PROGRESS';
  return (
    <Card className="grid gap-5">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="font-semibold tabular-nums">
          {t('progress', { done: counts.sent + counts.failed, total: counts.total })}
        </p>
        <span role="status">
          <BroadcastStatusBadge status={status} />
        </span>
      </div>
      <ProgressBar counts={counts} label={name ?? t('unnamed')} />
      {isUnderWay ? <WaitingNote channelId={channelId} /> : null}
      {error ? <p className="text-destructive">{error.message}</p> : null}
      <CountList counts={counts} />
    </Card>
  );
}
