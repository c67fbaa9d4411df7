'use client';

import { useTranslations } from 'next-intl';
import { handOnFocus } from './hand-on-focus';
import { Button } from './ui/button';

/** The nearest thing around it that can be stood in: the page, a dialog. */
const stayHere = handOnFocus((around) => around.closest<HTMLElement>('[tabindex]'));

/** Stands where something could not be loaded, and asks for it again. */
export function LoadFailed({ onRetry }: { onRetry(): void }) {
  const t = useTranslations('common');
  return (
    <div
      ref={stayHere}
      role="alert"
      className="grid justify-items-center gap-3 p-8 text-center text-muted-foreground"
    >
      <p>{t('loadFailed')}</p>
      <Button variant="secondary" size="sm" onClick={onRetry}>
        {t('again')}
      </Button>
    </div>
  );
}
