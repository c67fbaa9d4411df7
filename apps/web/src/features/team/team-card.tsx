'use client';

import { UsersRound } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { LinkCard } from '@/components/link-card';

/** The way to the colleagues on a phone, whose bar has no room for it, and for those who are no administrators. */
export function TeamCard() {
  const t = useTranslations('team');
  return (
    <LinkCard href="/dashboard/settings/team" icon={<UsersRound />} title={t('title')} text={t('card')} />
  );
}
