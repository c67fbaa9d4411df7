'use client';

import { type ClientStatus, clientStatus } from '@soul-kg-crm/shared/enums';
import { ChevronDown } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useId } from 'react';
import { cn } from '@/components/class-names';
import { fieldStyle } from '@/components/ui/input';

interface ClientStatusChoiceProps {
  value: ClientStatus;
  onChange(status: ClientStatus): void;
}

export function ClientStatusChoice({ value, onChange }: ClientStatusChoiceProps) {
  const t = useTranslations('clients.status');
  const id = useId();
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="text-sm font-medium text-muted-foreground">
        {t('label')}
      </label>
      <div className="relative">
        <select
          id={id}
          value={value}
          onChange={(event) => onChange(clientStatus.parse(event.target.value))}
          className={cn(fieldStyle, 'h-10 appearance-none px-3 pr-9')}
        >
          {clientStatus.options.map((option) => (
            <option key={option} value={option}>
              {t(option)}
            </option>
          ))}
        </select>
        <ChevronDown
          aria-hidden
          className="pointer-events-none absolute right-3 top-1/2 size-4 -translate-y-1/2 text-muted-foreground"
        />
      </div>
    </div>
  );
}
