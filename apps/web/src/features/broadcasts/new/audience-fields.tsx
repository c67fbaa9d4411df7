'use client';

import { clientStatus } from '@soul-kg-crm/shared/enums';
import { useTranslations } from 'next-intl';
import { cn } from '@/components/class-names';
import { Card } from '@/components/ui/card';
import { Field } from '@/components/ui/field';
import { SelectField } from '@/components/ui/select-field';
import { ClientPicker } from './client-picker';
import type { Draft } from './draft';
import { TagField } from './tag-field';

export interface DraftFieldsProps {
  draft: Draft;
  onChange(part: Partial<Draft>): void;
}

/** Who gets it: all whom a filter finds, or those who are picked. */
export function AudienceFields({ draft, onChange }: DraftFieldsProps) {
  const t = useTranslations('broadcasts.audience');
  return (
    <Card className="grid gap-5">
      <h2 className="text-lg font-semibold">{t('title')}</h2>
      <fieldset className="flex flex-wrap gap-2">
        <legend className="sr-only">{t('kind')}</legend>
        {(['filter', 'hand'] as const).map((kind) => (
          <label
            key={kind}
            className={cn(
              'flex h-10 cursor-pointer items-center gap-2 rounded-lg border border-input px-4 font-medium has-focus-visible:outline-2 has-focus-visible:outline-ring',
              draft.chosenBy === kind && 'border-primary bg-accent text-accent-foreground',
            )}
          >
            <input
              type="radio"
              name="chosenBy"
              checked={draft.chosenBy === kind}
              onChange={() => onChange({ chosenBy: kind })}
              className="accent-primary"
            />
            {t(kind === 'filter' ? 'filter' : 'picked')}
          </label>
        ))}
      </fieldset>
      {draft.chosenBy === 'filter' ? (
        <FilterFields draft={draft} onChange={onChange} />
      ) : (
        <ClientPicker picked={draft.picked} onChange={(picked) => onChange({ picked })} />
      )}
    </Card>
  );
}

function FilterFields({ draft, onChange }: DraftFieldsProps) {
  const t = useTranslations('broadcasts.audience');
  const clients = useTranslations('clients.status');
  const statuses = clientStatus.options.map((value) => ({ value: String(value), label: clients(value) }));
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <SelectField
        label={clients('label')}
        value={draft.status ?? ''}
        options={[{ value: '', label: t('anyStatus') }, ...statuses]}
        onChange={(value) => onChange({ status: clientStatus.safeParse(value).data ?? null })}
      />
      <TagField tag={draft.tag} onChange={(tag) => onChange({ tag })} />
      <div className="sm:col-span-2">
        <Field
          label={t('search')}
          hint={t('everybody')}
          value={draft.search}
          maxLength={100}
          onChange={({ target }) => onChange({ search: target.value })}
        />
      </div>
    </div>
  );
}
