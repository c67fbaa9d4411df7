'use client';

import type { BroadcastModel } from '@soul-kg-crm/shared/contract';
import { useTranslations } from 'next-intl';
import { cn } from '@/components/class-names';

const always = ['total', 'sent', 'delivered', 'read', 'left', 'failed'] as const;

/** How many numbers have got how far. */
export function CountList({ counts }: { counts: BroadcastModel['counts'] }) {
  const t = useTranslations('broadcasts.counts');
  const shown = counts.cancelled > 0 ? ([...always, 'cancelled'] as const) : always;
  return (
    <dl className="grid grid-cols-2 gap-3 sm:grid-cols-3 lg:grid-cols-[repeat(auto-fit,minmax(6.5rem,1fr))]">
      {shown.map((name) => (
        <div key={name} className="grid gap-0.5 rounded-xl bg-muted px-3.5 py-2.5">
          <dt className="text-sm text-muted-foreground">{t(name)}</dt>
          <dd
            className={cn(
              'text-xl font-semibold tabular-nums',
              name === 'failed' && counts.failed > 0 && 'text-destructive',
            )}
          >
            {counts[name]}
          </dd>
        </div>
      ))}
    </dl>
  );
}
