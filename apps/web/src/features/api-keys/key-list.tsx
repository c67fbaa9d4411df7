'use client';

import { KeyRound } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { EmptyState } from '@/components/empty-state';
import { Skeleton } from '@/components/ui/skeleton';
import { KeyRow } from './key-row';
import { useApiKeys } from './use-api-keys';

/** The organisation's keys, the newest first. */
export function KeyList({ onRevoked }: { onRevoked(apiKeyId: string): void }) {
  const t = useTranslations('keys');
  const { data } = useApiKeys();
  if (!data) return <Skeleton className="h-48 rounded-2xl" />;
  if (data.items.length === 0) {
    return (
      <EmptyState className="py-16" icon={<KeyRound />} title={t('empty.title')} text={t('empty.text')} />
    );
  }
  return (
    <ul aria-label={t('title')} className="divide-y rounded-2xl border bg-surface shadow-raised">
      {data.items.map((apiKey) => (
        <KeyRow key={apiKey.id} apiKey={apiKey} onRevoked={() => onRevoked(apiKey.id)} />
      ))}
    </ul>
  );
}
