'use client';

import type { LimitModel } from '@soul-kg-crm/shared/contract';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useId } from 'react';
import { cn } from '@/components/class-names';
import { Card } from '@/components/ui/card';
import { useSoon } from '@/i18n/use-soon';

/** How much of the organisation's limits is in use, and when there is room again. */
export function LimitMeters({ limits }: { limits: readonly LimitModel[] }) {
  const t = useTranslations('queues.limits');
  return (
    <Card className="grid gap-5">
      <header className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h2 className="font-semibold">{t('title')}</h2>
        <Link
          href="/dashboard/settings/whatsapp"
          className="tap-area text-sm font-medium text-primary underline-offset-4 hover:underline"
        >
          {t('change')}
        </Link>
        <p className="basis-full text-sm text-muted-foreground">{t('text')}</p>
      </header>
      <ul className="grid gap-5 lg:grid-cols-3 lg:gap-6">
        {limits.map((limit) => (
          <li key={limit.window}>
            <LimitMeter limit={limit} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

function LimitMeter({ limit: { window, used, limit, resetAt } }: { limit: LimitModel }) {
  const t = useTranslations('queues.limits');
  const id = useId();
  const soon = useSoon();
  const isFull = used >= limit;
  const text = t('used', { used, limit });
  return (
    <div className="grid gap-2">
      <p className="flex items-baseline justify-between gap-3">
        <span id={id} className="text-sm text-muted-foreground">
          {t(`window.${window}`)}
        </span>
        <span className="font-medium tabular-nums">{text}</span>
      </p>
      <meter className="sr-only" aria-labelledby={id} value={Math.min(used, limit)} min={0} max={limit}>
        {text}
      </meter>
      <div aria-hidden className="h-2 overflow-hidden rounded-full bg-muted">
        <div
          className={cn('h-full rounded-full bg-primary transition-[width]', isFull && 'bg-destructive')}
          style={{ width: `${limit === 0 ? 0 : Math.min(100, (used / limit) * 100)}%` }}
        />
      </div>
      <p className={cn('text-sm', isFull ? 'text-destructive' : 'text-muted-foreground')}>
        {resetAt === null ? t('unused') : t(isFull ? 'full' : 'more', { at: soon(resetAt) })}
      </p>
    </div>
  );
}
