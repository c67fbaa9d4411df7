'use client';

import { MAX_TEXT_LENGTH } from '@soul-kg-crm/shared/contract';
import { useTranslations } from 'next-intl';

/** By how many characters a text is longer than a message may be; it is told and not cut off. */
export function excessOf(text: string): number {
  return Math.max(0, text.trim().length - MAX_TEXT_LENGTH);
}

/** Stands at the field that `aria-describedby` names it for, once its text is too long. */
export function TooLong({ id, text }: { id: string; text: string }) {
  const t = useTranslations('common');
  const count = excessOf(text);
  return (
    <div id={id} role="status" className={count === 0 ? 'sr-only' : undefined}>
      {count === 0 ? null : (
        <p className="text-balance text-sm text-destructive">
          {t('tooLong', { count, max: MAX_TEXT_LENGTH })}
        </p>
      )}
    </div>
  );
}
