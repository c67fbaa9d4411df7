'use client';

import { History } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { LinkCard } from '@/components/link-card';
import { useIsAdmin } from '@/session/use-me';

/** The way to the activity log on a phone, whose bar has no room for it. */
export function ActivityCard() {
  const t = useTranslations('activity');
  if (!useIsAdmin()) return null;
  return (
    <LinkCard href="/dashboard/settings/activity" icon={<History />} title={t('title')} text={t('card')} />
  );
}
