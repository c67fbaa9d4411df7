'use client';

import { useTranslations } from 'next-intl';
import { Field } from '@/components/ui/field';
import { numberIn, type SettingsPart } from './settings-part';

const LIMITS = [
  { name: 'messagesPerMinute', max: 20 },
  { name: 'messagesPerHour', max: 600 },
  { name: 'messagesPerDay', max: 5_000 },
  { name: 'concurrency', max: 10 },
] as const;

export function LimitFields({ shown: { rateLimiting }, change, errorOf }: SettingsPart) {
  const t = useTranslations('whatsapp.settings.limits');
  return (
    <fieldset className="grid gap-4">
      <legend className="mb-3 font-medium">{t('title')}</legend>
      <div className="grid gap-4 sm:grid-cols-2">
        {LIMITS.map(({ name, max }) => (
          <Field
            key={name}
            label={t(name)}
            hint={t('atMost', { max })}
            error={errorOf(`rateLimiting.${name}`)}
            type="number"
            inputMode="numeric"
            min={1}
            max={max}
            value={rateLimiting[name] || ''}
            onChange={({ target }) => change({ rateLimiting: { [name]: numberIn(target) } })}
          />
        ))}
      </div>
    </fieldset>
  );
}
