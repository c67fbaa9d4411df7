'use client';

import { TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';

/** What is shown lacks what only Redis knows. */
export function RedisNote() {
  const t = useTranslations('queues.redisAway');
  return (
    <div role="status" className="flex gap-3 rounded-2xl bg-warning p-4 text-sm text-warning-foreground">
      <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="grid gap-0.5">
        <p className="font-medium">{t('title')}</p>
        <p>{t('text')}</p>
      </div>
    </div>
  );
}
