'use client';

import { useFormatter, useTranslations } from 'next-intl';
import type { ActivityEntry } from './activity-entry';
import { type FactField, type FactValue, factsOf } from './facts-of';

/** Each thing that an entry changed, before and after. */
export function FactList({ entry }: { entry: Pick<ActivityEntry, 'details'> }) {
  const t = useTranslations('activity');
  const say = useValue();
  const facts = factsOf(entry.details);
  if (facts.length === 0) return null;
  return (
    <ul className="grid gap-0.5 text-sm">
      {facts.map(({ field, before, after }) => (
        <li key={field} className="wrap-anywhere">
          {`${t(`field.${field}`)}: ${before === undefined ? '' : `${say(field, before)} → `}${say(field, after)}`}
        </li>
      ))}
    </ul>
  );
}

function useValue(): (field: FactField, value: FactValue) => string {
  const t = useTranslations('activity.value');
  const format = useFormatter();
  return (field, value) => {
    if (typeof value === 'number') return format.number(value);
    if (value === null) return t(field === 'agentType' ? 'people' : 'nobody');
    if (typeof value === 'boolean') return t(value ? 'true' : 'false');
    return value === 'receptionist' ? t('receptionist') : value;
  };
}
