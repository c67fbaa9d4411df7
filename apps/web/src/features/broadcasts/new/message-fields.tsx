'use client';

import { useTranslations } from 'next-intl';
import { useId } from 'react';
import { excessOf, TooLong } from '@/components/too-long';
import { Card } from '@/components/ui/card';
import { Field } from '@/components/ui/field';
import { Textarea } from '@/components/ui/textarea';
import type { DraftFieldsProps } from './audience-fields';

/** What they get, and what it is called here. */
export function MessageFields({ draft, onChange }: DraftFieldsProps) {
  const t = useTranslations('broadcasts.write');
  const id = useId();
  return (
    <Card className="grid gap-5">
      <h2 className="text-lg font-semibold">{t('title')}</h2>
      <div className="grid gap-1.5">
        <label htmlFor={id} className="text-sm font-medium">
          {t('content')}
        </label>
        <Textarea
          id={id}
          required
          rows={6}
          value={draft.content}
          aria-invalid={excessOf(draft.content) > 0}
          aria-describedby={`${id}-note`}
          onChange={({ target }) => onChange({ content: target.value })}
        />
        <TooLong id={`${id}-note`} text={draft.content} />
      </div>
      <Field
        label={t('name')}
        placeholder={t('namePlaceholder')}
        value={draft.name}
        maxLength={120}
        onChange={({ target }) => onChange({ name: target.value })}
      />
    </Card>
  );
}
