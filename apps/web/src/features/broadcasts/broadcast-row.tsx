'use client';

import type { BroadcastStatus } from '@soul-kg-crm/shared/enums';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useMoments } from '@/i18n/use-moments';
import { BroadcastStatusBadge } from './broadcast-status-badge';
import { ProgressBar } from './progress-bar';

interface BroadcastRowProps {
  broadcast: {
    id: string;
    name: string | null;
    content: string;
    status: BroadcastStatus;
    createdAt: string;
    createdByName: string | null;
    counts: Parameters<typeof ProgressBar>[0]['counts'];
  };
}

export function BroadcastRow({ broadcast }: BroadcastRowProps) {
  const t = useTranslations('broadcasts');
  const moments = useMoments();
  const { id, name, content, status, createdAt, createdByName, counts } = broadcast;
  const { total, sent, failed } = counts;
  const title = name ?? content;
  return (
    <li>
      <Link
        href={`/dashboard/broadcasts/${id}`}
        className="grid grid-cols-1 gap-2.5 px-4 py-4 transition-colors hover:bg-muted focus-visible:-outline-offset-2 sm:px-5"
      >
        <span className="flex items-center gap-3">
          <span className="min-w-0 grow truncate font-medium">{title}</span>
          <BroadcastStatusBadge status={status} />
        </span>
        <ProgressBar counts={counts} label={title} />
        <span className="flex flex-wrap justify-between gap-x-4 gap-y-1 text-sm text-muted-foreground">
          <span className="tabular-nums">
            {t('progress', { done: sent + failed, total })}
            {failed > 0 ? (
              <span className="text-destructive">{` · ${t('counts.failed')}: ${failed}`}</span>
            ) : null}
          </span>
          <span>{[createdByName, moments.whole(createdAt)].filter(Boolean).join(' · ')}</span>
        </span>
      </Link>
    </li>
  );
}
