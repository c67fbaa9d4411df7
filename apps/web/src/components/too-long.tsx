'use client';

import { MAX_TEXT_LENGTH } from '@soul-kg-crm/shared/contract';
import { useTranslations } from 'next-intl';

/** By how many characters a text is longer than a message, or what else `max` is of, may be; it is told and not cut off. */
export function excessOf(text: string, max = MAX_TEXT_LENGTH): number {
  return Math.max(0, text.trim().length - max);
}

interface TooLongProps {
  id: string;
  text: string;
  /** Of a field that is no message. */
  max?: number | undefined;
}

/** Stands at the field that `aria-describedby` names it for, once its text is too long. */
export function TooLong({ id, text, max }: TooLongProps) {
  const t = useTranslations('common');
  const count = excessOf(text, max);
  return (
    <div id={id} role="status" className={count === 0 ? 'sr-only' : undefined}>
      {count === 0 ? null : (
        <p className="text-balance text-sm text-destructive">
          {max === undefined
            ? t('tooLong', { count, max: MAX_TEXT_LENGTH })
            : t('tooLongToSave', { count, max })}
        </p>
      )}
    </div>
  );
}
