'use client';

import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';

export default function PageError({ reset }: { error: Error; reset: () => void }) {
  const t = useTranslations('common');
  return (
    <main className="grid min-h-[60dvh] place-content-center justify-items-center gap-4 p-6 text-center">
      <h1 className="text-xl font-semibold">{t('broken.title')}</h1>
      <p className="max-w-sm text-muted-foreground">{t('broken.text')}</p>
      <Button onClick={reset}>{t('broken.again')}</Button>
    </main>
  );
}
