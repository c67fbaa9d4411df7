'use client';

import { useTranslations } from 'next-intl';
import { Badge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { SelectField } from '@/components/ui/select-field';
import type { DraftFieldsProps } from './audience-fields';
import { LimitsInUse } from './limits-in-use';
import { NumberNote } from './number-note';
import { useChosenNumber } from './use-chosen-number';

/** From which number it leaves, how that one is now, and how much may still leave. */
export function NumberFields({ draft, onChange }: DraftFieldsProps) {
  const t = useTranslations('broadcasts.number');
  const states = useTranslations('sessions.state');
  const { numbers, chosen } = useChosenNumber(draft);
  if (!chosen) return null;
  const { channelId, phoneNumber, status } = chosen;
  return (
    <Card className="grid gap-5">
      <h2 className="text-lg font-semibold">{t('title')}</h2>
      <div className="grid gap-3">
        {numbers.length > 1 ? (
          <SelectField
            label={t('choose')}
            value={channelId}
            options={numbers.map(({ channelId: value, name, phoneNumber: phone }) => ({
              value,
              label: phone === null ? name : `${name} · ${phone}`,
            }))}
            onChange={(value) => onChange({ channelId: value })}
          />
        ) : null}
        <p className="flex min-w-0 flex-wrap items-center gap-x-2.5 gap-y-1">
          <span className="min-w-0 break-words font-medium">{chosen.name}</span>
          {phoneNumber ? (
            <span className="text-sm tabular-nums text-muted-foreground">{phoneNumber}</span>
          ) : null}
          <Badge tone={status === 'CONNECTED' ? 'accent' : 'warning'}>{states(status)}</Badge>
        </p>
        <NumberNote number={chosen} />
      </div>
      <LimitsInUse restrictions={chosen.restrictions} />
    </Card>
  );
}
