'use client';

import { ChevronDown } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ShownNumber } from '@/session/use-numbers';

interface NumberFilterProps {
  numbers: readonly ShownNumber[];
  value: string | null;
  onChange(channelId: string | null): void;
}

/** Shows the conversations of one number. */
export function NumberFilter({ numbers, value, onChange }: NumberFilterProps) {
  const t = useTranslations('inbox.number');
  return (
    <div className="relative min-w-0">
      <select
        aria-label={t('label')}
        value={value ?? ''}
        onChange={({ target }) => onChange(target.value === '' ? null : target.value)}
        className="h-8 pointer-coarse:h-10 w-full appearance-none truncate rounded-full bg-muted pl-3 pr-8 text-sm font-medium text-muted-foreground"
      >
        <option value="">{t('all')}</option>
        {numbers.map(({ channelId, name, phoneNumber }) => (
          <option key={channelId} value={channelId}>
            {phoneNumber === null ? name : `${name}, ${phoneNumber}`}
          </option>
        ))}
      </select>
      <ChevronDown
        aria-hidden
        className="pointer-events-none absolute right-2.5 top-1/2 size-4 -translate-y-1/2 text-muted-foreground"
      />
    </div>
  );
}
