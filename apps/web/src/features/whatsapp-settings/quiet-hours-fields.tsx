'use client';

import { useTranslations } from 'next-intl';
import { CheckField } from '@/components/check-field';
import { Field } from '@/components/ui/field';
import type { SettingsPart } from './settings-part';
import { TimeZoneField } from './time-zone-field';

export function QuietHoursFields({ shown: { quietHours }, change, errorOf }: SettingsPart) {
  const t = useTranslations('whatsapp.settings.quiet');
  const field = (name: 'from' | 'to') => ({
    label: t(name),
    error: errorOf(`quietHours.${name}`),
    value: quietHours[name],
    disabled: !quietHours.enabled,
    onChange: ({ target }: { target: HTMLInputElement }) => change({ quietHours: { [name]: target.value } }),
  });
  return (
    <fieldset className="grid gap-4">
      <legend className="mb-3 font-medium">{t('title')}</legend>
      <CheckField
        label={t('enabled')}
        hint={t('hint')}
        checked={quietHours.enabled}
        onChange={(enabled) => change({ quietHours: { enabled } })}
      />
      <div className="grid gap-4 sm:grid-cols-3">
        <Field type="time" {...field('from')} />
        <Field type="time" {...field('to')} />
        <TimeZoneField
          label={t('timeZone')}
          error={errorOf('quietHours.timeZone')}
          value={quietHours.timeZone}
          disabled={!quietHours.enabled}
          onChange={(timeZone) => change({ quietHours: { timeZone } })}
        />
      </div>
    </fieldset>
  );
}
