'use client';

import { ArrowDown } from 'lucide-react';
import { useTranslations } from 'next-intl';

export function NewMessagesPill({ count, onClick }: { count: number; onClick: () => void }) {
  const t = useTranslations('conversation');
  return (
    <button
      type="button"
      onClick={onClick}
      aria-label={count > 0 ? undefined : t('toBottom')}
      className="absolute bottom-4 right-4 flex h-10 items-center gap-2 rounded-full border bg-surface px-3 text-sm font-medium shadow-float transition-colors hover:bg-muted"
    >
      {count > 0 ? t('newMessages', { count }) : null}
      <ArrowDown aria-hidden className="size-4" />
    </button>
  );
}
