'use client';

import { useTranslations } from 'next-intl';
import { cn } from '@/components/class-names';
import type { InboxFilter } from './use-conversations';

interface InboxFiltersProps {
  options: readonly InboxFilter[];
  value: InboxFilter;
  onChange(value: InboxFilter): void;
}

export function InboxFilters({ options, value, onChange }: InboxFiltersProps) {
  const t = useTranslations('inbox.filters');
  return (
    <fieldset className="flex gap-1">
      <legend className="sr-only">{t('label')}</legend>
      {options.map((option) => (
        <button
          key={option}
          type="button"
          aria-pressed={option === value}
          onClick={() => onChange(option)}
          className={cn(
            'rounded-full px-3 py-1 text-sm font-medium text-muted-foreground transition-colors hover:bg-muted',
            option === value && 'bg-accent text-accent-foreground hover:bg-accent',
          )}
        >
          {t(option)}
        </button>
      ))}
    </fieldset>
  );
}
