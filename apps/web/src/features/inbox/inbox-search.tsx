'use client';

import { Search } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { Ref } from 'react';
import { Input } from '@/components/ui/input';

interface InboxSearchProps {
  ref: Ref<HTMLInputElement>;
  value: string;
  onChange(value: string): void;
}

export function InboxSearch({ ref, value, onChange }: InboxSearchProps) {
  const t = useTranslations('inbox');
  return (
    <div className="relative">
      <Search
        aria-hidden
        className="pointer-events-none absolute left-3 top-1/2 size-4 -translate-y-1/2 text-muted-foreground"
      />
      <Input
        ref={ref}
        type="search"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        aria-label={t('search')}
        placeholder={t('search')}
        maxLength={100}
        className="h-9 bg-muted pl-9 text-sm shadow-none"
      />
    </div>
  );
}
