'use client';

import { useTranslations } from 'next-intl';
import { cn } from '@/components/class-names';

const MOST = 99;

export function UnreadBadge({ count, className }: { count: number; className?: string }) {
  const t = useTranslations('shell');
  if (count === 0) return null;
  return (
    <span
      className={cn(
        'grid h-5 min-w-5 place-content-center rounded-full bg-primary px-1.5 text-xs font-semibold tabular-nums text-primary-foreground',
        className,
      )}
    >
      <span aria-hidden>{count > MOST ? `${MOST}+` : count}</span>
      <span className="sr-only">{t('unread', { count })}</span>
    </span>
  );
}
