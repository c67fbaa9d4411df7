'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { InboxPlace } from '@/components/inbox-place';
import type { ShownNumber } from '@/session/use-numbers';
import { InboxFilters } from './inbox-filters';
import { NumberFilter } from './number-filter';

interface InboxHeadProps {
  place: InboxPlace | null;
  numbers: readonly ShownNumber[] | undefined;
  onChange(changes: Partial<InboxPlace>): void;
  searchField: ReactNode;
}

/** What is shown of the inbox, and the search. */
export function InboxHead({ place, numbers, onChange, searchField }: InboxHeadProps) {
  const t = useTranslations('inbox');
  return (
    <div className="grid shrink-0 grid-cols-[minmax(0,1fr)] gap-3 border-b p-3 pb-2.5">
      <div className="flex min-h-8 items-center justify-between gap-3">
        <h2 className="shrink-0 px-1 text-lg font-semibold tracking-tight">{t('title')}</h2>
        {numbers && numbers.length > 1 ? (
          <NumberFilter
            numbers={numbers}
            value={place?.channelId ?? null}
            onChange={(channelId) => onChange({ channelId })}
          />
        ) : null}
      </div>
      {searchField}
      <InboxFilters value={place?.filter ?? 'all'} onChange={(filter) => onChange({ filter })} />
    </div>
  );
}
