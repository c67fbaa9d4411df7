import { Smartphone } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ShownNumber } from '@/session/use-numbers';
import { cn } from './class-names';

/** Through which number a conversation runs; its phone on hover, and beside the name where there is room. */
export function NumberTag({
  number,
  isLong = false,
  className,
}: {
  number: ShownNumber;
  isLong?: boolean;
  className?: string;
}) {
  const t = useTranslations('inbox.number');
  return (
    <span
      title={number.phoneNumber ?? undefined}
      className={cn('flex min-w-0 items-center gap-1 text-muted-foreground', className)}
    >
      <Smartphone aria-hidden className="size-3.5 shrink-0" />
      <span className="sr-only">{t('through')} </span>
      <span className="truncate">{number.name}</span>
      {isLong && number.phoneNumber ? (
        <span className="hidden shrink-0 tabular-nums @[32rem]:inline">{number.phoneNumber}</span>
      ) : null}
    </span>
  );
}
