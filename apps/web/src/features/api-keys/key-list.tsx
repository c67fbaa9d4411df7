'use client';

import { KeyRound } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRef } from 'react';
import { EmptyState } from '@/components/empty-state';
import { NotLoaded } from '@/components/not-loaded';
import { Skeleton } from '@/components/ui/skeleton';
import { KeyRow } from './key-row';
import { useApiKeys } from './use-api-keys';

/** The organisation's keys, the newest first. */
export function KeyList({ onRevoked }: { onRevoked(apiKeyId: string): void }) {
  const t = useTranslations('keys');
  const section = useRef<HTMLElement>(null);
  const keys = useApiKeys();
  const { data } = keys;
  if (!data) {
    return (
      <NotLoaded query={keys}>
        <Skeleton className="h-48 rounded-2xl" />
      </NotLoaded>
    );
  }
  const revoked = (apiKeyId: string) => {
    // The button that had the focus is gone with its key.
    section.current?.focus();
    onRevoked(apiKeyId);
  };
  return (
    <section ref={section} tabIndex={-1} aria-label={t('title')} className="outline-none">
      {data.items.length === 0 ? (
        <EmptyState className="py-16" icon={<KeyRound />} title={t('empty.title')} text={t('empty.text')} />
      ) : (
        <ul aria-label={t('title')} className="divide-y rounded-2xl border bg-surface shadow-raised">
          {data.items.map((apiKey) => (
            <KeyRow key={apiKey.id} apiKey={apiKey} onRevoked={() => revoked(apiKey.id)} />
          ))}
        </ul>
      )}
    </section>
  );
}
