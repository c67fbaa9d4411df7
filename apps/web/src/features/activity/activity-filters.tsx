'use client';

import { activityGroup } from '@soul-kg-crm/shared/activity';
import { useTranslations } from 'next-intl';
import { Field } from '@/components/ui/field';
import { SelectField } from '@/components/ui/select-field';
import type { ActivityFilter } from './activity-filter';
import { usePeople } from './use-activity';

interface ActivityFiltersProps {
  filter: ActivityFilter;
  onChange(parts: { [Name in keyof ActivityFilter]?: string }): void;
}

/** Whose doings, of which kind, and of which days. */
export function ActivityFilters({ filter, onChange }: ActivityFiltersProps) {
  const t = useTranslations('activity');
  const { data: people } = usePeople();
  const { person, kind, from, to } = filter;
  const kinds = activityGroup.options.map((value) => ({ value: String(value), label: t(`kind.${value}`) }));
  const persons = (people?.items ?? []).map(({ id, name, isGone }) => ({
    value: String(id),
    label: isGone ? t('filter.gone', { name }) : name,
  }));
  return (
    <search aria-label={t('filter.label')} className="grid gap-3 min-[360px]:grid-cols-2 lg:grid-cols-4">
      <SelectField
        label={t('filter.person')}
        value={person ?? ''}
        options={[{ value: '', label: t('filter.everybody') }, ...persons]}
        onChange={(value) => onChange({ person: value })}
      />
      <SelectField
        label={t('filter.kind')}
        value={kind ?? ''}
        options={[{ value: '', label: t('filter.everything') }, ...kinds]}
        onChange={(value) => onChange({ kind: value })}
      />
      <Field
        label={t('filter.from')}
        type="date"
        max={to}
        value={from ?? ''}
        onChange={({ target }) => onChange({ from: target.value })}
      />
      <Field
        label={t('filter.to')}
        type="date"
        min={from}
        value={to ?? ''}
        onChange={({ target }) => onChange({ to: target.value })}
      />
    </search>
  );
}
