'use client';

import { activityGroup } from '@soul-kg-crm/shared/activity';
import { useTranslations } from 'next-intl';
import { SelectField } from '@/components/ui/select-field';
import { type ActivityFilter, usePeople } from './use-activity';

interface ActivityFiltersProps {
  filter: ActivityFilter;
  onChange(filter: ActivityFilter): void;
}

/** Whose doings, and of which kind. */
export function ActivityFilters({ filter, onChange }: ActivityFiltersProps) {
  const t = useTranslations('activity');
  const { data: people } = usePeople();
  const { actorId, group } = filter;
  const kinds = activityGroup.options.map((value) => ({ value: String(value), label: t(`kind.${value}`) }));
  const persons = (people?.items ?? []).map(({ id, name }) => ({ value: String(id), label: name }));
  const choose = (person: string | undefined, kind: string | undefined) => {
    const known = activityGroup.safeParse(kind).data;
    onChange({ ...(person && { actorId: person }), ...(known && { group: known }) });
  };
  return (
    <search aria-label={t('filter.label')} className="grid grid-cols-2 gap-3 sm:max-w-lg">
      <SelectField
        label={t('filter.person')}
        value={actorId ?? ''}
        options={[{ value: '', label: t('filter.everybody') }, ...persons]}
        onChange={(person) => choose(person, group)}
      />
      <SelectField
        label={t('filter.kind')}
        value={group ?? ''}
        options={[{ value: '', label: t('filter.everything') }, ...kinds]}
        onChange={(kind) => choose(actorId, kind)}
      />
    </search>
  );
}
