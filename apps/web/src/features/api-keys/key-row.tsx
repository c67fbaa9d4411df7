'use client';

import type { ApiKeyModel } from '@soul-kg-crm/shared/contract';
import { useTranslations } from 'next-intl';
import { Badge } from '@/components/ui/badge';
import { useMoments } from '@/i18n/use-moments';
import { RevokeKey } from './revoke-key';

/** A key by its name and its beginning, with all that is known of it. */
export function KeyRow({ apiKey, onRevoked }: { apiKey: ApiKeyModel; onRevoked(): void }) {
  const t = useTranslations('keys');
  const { date, whole } = useMoments();
  const { id, name, start, createdAt, createdByName, lastUsedAt, expiresAt } = apiKey;
  const isExpired = expiresAt !== null && Date.parse(expiresAt) <= Date.now();
  const made = createdByName
    ? t('madeBy', { date: date(createdAt), name: createdByName })
    : t('made', { date: date(createdAt) });
  const facts = [
    made,
    lastUsedAt ? t('lastUsed', { at: whole(lastUsedAt) }) : t('neverUsed'),
    expiresAt ? t(isExpired ? 'expired' : 'expires', { date: date(expiresAt) }) : t('endless'),
  ];
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-3 px-4 py-4 sm:px-5">
      <div className="grid min-w-0 flex-1 basis-64 gap-1">
        <p className="flex min-w-0 flex-wrap items-center gap-x-2.5 gap-y-1">
          <span className="min-w-0 wrap-anywhere font-semibold">{name}</span>
          <code className="rounded-md bg-muted px-1.5 py-0.5 text-sm text-muted-foreground">{`${start}…`}</code>
          {isExpired ? <Badge tone="warning">{t('expiredBadge')}</Badge> : null}
        </p>
        <ul className="flex flex-wrap gap-x-4 gap-y-0.5 wrap-anywhere text-sm text-muted-foreground">
          {facts.map((fact) => (
            <li key={fact}>{fact}</li>
          ))}
        </ul>
      </div>
      <RevokeKey apiKeyId={id} name={name} onRevoked={onRevoked} />
    </li>
  );
}
