'use client';

import { MAX_TEXT_LENGTH } from '@soul-kg-crm/shared/contract';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useId } from 'react';
import { api } from '@/api/client';
import { Card } from '@/components/ui/card';
import { Field } from '@/components/ui/field';
import { SelectField } from '@/components/ui/select-field';
import { Textarea } from '@/components/ui/textarea';
import type { DraftFieldsProps } from './audience-fields';

/** What they get, from which number, and what it is called here. */
export function MessageFields({ draft, onChange }: DraftFieldsProps) {
  const t = useTranslations('broadcasts.write');
  const id = useId();
  const { data } = useQuery(api.sessions.list.queryOptions());
  const numbers = data?.items.map(({ channelId, name }) => ({ value: channelId, label: name })) ?? [];
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
          maxLength={MAX_TEXT_LENGTH}
          onChange={({ target }) => onChange({ content: target.value })}
        />
      </div>
      <Field
        label={t('name')}
        placeholder={t('namePlaceholder')}
        value={draft.name}
        maxLength={120}
        onChange={({ target }) => onChange({ name: target.value })}
      />
      {numbers.length > 1 ? (
        <SelectField
          label={t('channel')}
          value={draft.channelId ?? numbers[0]?.value ?? ''}
          options={numbers}
          onChange={(channelId) => onChange({ channelId })}
        />
      ) : null}
    </Card>
  );
}
