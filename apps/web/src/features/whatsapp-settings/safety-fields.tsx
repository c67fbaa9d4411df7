'use client';

import { useTranslations } from 'next-intl';
import { CheckField } from '@/components/check-field';
import { Field } from '@/components/ui/field';
import { numberIn, type SettingsPart } from './settings-part';

export function SafetyFields({ shown: { safety }, change, errorOf }: SettingsPart) {
  const t = useTranslations('whatsapp.settings.safety');
  return (
    <fieldset className="grid gap-4">
      <legend className="mb-3 font-medium">{t('title')}</legend>
      <CheckField
        label={t('enableMassSending')}
        hint={t('enableMassSendingHint')}
        checked={safety.enableMassSending}
        onChange={(enableMassSending) => change({ safety: { enableMassSending } })}
      />
      <CheckField
        label={t('requireConfirmation')}
        hint={t('requireConfirmationHint')}
        checked={safety.requireConfirmation}
        onChange={(requireConfirmation) => change({ safety: { requireConfirmation } })}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <Field
          label={t('maxBatchSize')}
          hint={t('maxBatchSizeHint')}
          error={errorOf('safety.maxBatchSize')}
          type="number"
          inputMode="numeric"
          min={1}
          max={100}
          value={safety.maxBatchSize || ''}
          onChange={({ target }) => change({ safety: { maxBatchSize: numberIn(target) } })}
        />
      </div>
    </fieldset>
  );
}
