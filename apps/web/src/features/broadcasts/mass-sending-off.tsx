'use client';

import { ShieldAlert } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { buttonStyle } from '@/components/ui/button-style';
import { Card } from '@/components/ui/card';

/** Says that nothing can be sent to many now, why, and where that is changed. */
export function MassSendingOff() {
  const t = useTranslations('broadcasts.off');
  return (
    <Card className="flex flex-wrap items-center gap-4">
      <ShieldAlert aria-hidden className="size-6 shrink-0 text-warning-foreground max-sm:self-start" />
      <div className="grid min-w-56 flex-1 gap-1">
        <h2 className="font-semibold">{t('title')}</h2>
        <p className="text-muted-foreground">{t('text')}</p>
      </div>
      <Link href="/dashboard/settings/whatsapp" className={buttonStyle({ variant: 'secondary' })}>
        {t('action')}
      </Link>
    </Card>
  );
}
