'use client';

import { useTranslations } from 'next-intl';
import { serverNow } from '@/api/server-clock';
import { useMoments } from '@/i18n/use-moments';

/** WhatsApp lets the number write to nobody new for a while. */
export function RestrictionNote({ until }: { until: string | null }) {
  const t = useTranslations('sessions.restricted');
  const { whole } = useMoments();
  if (until === null || Date.parse(until) < serverNow()) return null;
  return (
    <div className="grid gap-0.5 rounded-xl bg-warning p-4 text-sm text-warning-foreground">
      <p className="font-medium">{t('title', { until: whole(until) })}</p>
      <p>{t('text')}</p>
    </div>
  );
}
