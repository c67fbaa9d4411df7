'use client';

import { HIGHEST_LIMITS } from '@soul-kg-crm/shared/settings';
import { useTranslations } from 'next-intl';
import { Field } from '@/components/ui/field';
import { numberIn, type SettingsPart } from './settings-part';

const LIMITS = ['messagesPerMinute', 'messagesPerHour', 'messagesPerDay', 'concurrency'] as const;

export function LimitFields({ shown: { rateLimiting }, change, errorOf }: SettingsPart) {
  const t = useTranslations('whatsapp.settings.limits');
  return (
    <fieldset className="grid gap-4">
      <legend className="mb-3 font-medium">{t('title')}</legend>
      <div className="grid gap-4 sm:grid-cols-2">
        {LIMITS.map((name) => (
          <Field
            key={name}
            label={t(name)}
            hint={t('atMost', { max: HIGHEST_LIMITS[name] })}
            error={errorOf(`rateLimiting.${name}`)}
            type="number"
            inputMode="numeric"
            min={1}
            max={HIGHEST_LIMITS[name]}
            value={rateLimiting[name] || ''}
            onChange={({ target }) => change({ rateLimiting: { [name]: numberIn(target) } })}
          />
        ))}
      </div>
    </fieldset>
  );
}
