import type { BroadcastModel } from '@soul-kg-crm/shared/contract';
import { useTranslations } from 'next-intl';
import { shareOf } from './share-of';

/** What has left and what has failed, of all. */
export function ProgressBar({ counts, label }: { counts: BroadcastModel['counts']; label: string }) {
  const t = useTranslations('broadcasts');
  const { total, sent, failed } = counts;
  const done = sent + failed;
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={total}
      aria-valuenow={done}
      aria-valuetext={t('progress', { done, total })}
      className="flex h-2 w-full overflow-hidden rounded-full bg-muted"
    >
      <span className="bg-primary transition-[width] duration-500" style={{ width: shareOf(sent, total) }} />
      <span
        className="bg-destructive transition-[width] duration-500"
        style={{ width: shareOf(failed, total) }}
      />
    </div>
  );
}
