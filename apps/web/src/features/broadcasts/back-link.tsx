'use client';

import { ArrowLeft } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';

export function BackLink() {
  const t = useTranslations('broadcasts');
  return (
    <Link
      href="/dashboard/broadcasts"
      className="tap-area flex items-center gap-1.5 justify-self-start rounded text-sm text-muted-foreground hover:text-foreground"
    >
      <ArrowLeft aria-hidden className="size-4" />
      {t('back')}
    </Link>
  );
}
