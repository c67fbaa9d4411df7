'use client';

import { KeyRound } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { LinkCard } from '@/components/link-card';
import { useIsAdmin } from '@/session/use-me';

/** The way to the keys on a phone, whose bar has no room for it. */
export function ApiKeysCard() {
  const t = useTranslations('keys');
  if (!useIsAdmin()) return null;
  return (
    <LinkCard href="/dashboard/settings/api-keys" icon={<KeyRound />} title={t('title')} text={t('card')} />
  );
}
