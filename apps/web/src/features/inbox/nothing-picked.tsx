'use client';

import { MessagesSquare } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { EmptyState } from '@/components/empty-state';

export function NothingPicked() {
  const t = useTranslations('inbox.pick');
  return <EmptyState className="h-full" icon={<MessagesSquare />} title={t('title')} text={t('text')} />;
}
