'use client';

import { useTranslations } from 'next-intl';
import { Badge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { SelectField } from '@/components/ui/select-field';
import type { DraftFieldsProps } from './audience-fields';
import { LimitsInUse } from './limits-in-use';
import { NumberNote } from './number-note';
import { NumberWarning } from './number-warning';
import { useChosenNumber } from './use-chosen-number';

/** From which number it leaves, how that one is now, and how much may still leave. */
export function NumberFields({ draft, onChange }: DraftFieldsProps) {
  const t = useTranslations('broadcasts.number');
  const states = useTranslations('sessions.state');
  const { numbers, isNone, chosen } = useChosenNumber(draft);
  if (!chosen) return isNone ? <NoNumber /> : null;
  const { channelId, status } = chosen;
  const isAlone = numbers.length === 1;
  return (
    <Card className="grid gap-5">
      <h2 className="text-lg font-semibold">{t('title')}</h2>
      <div className="grid gap-3">
        {isAlone ? null : (
          <SelectField
            label={t('choose')}
            value={channelId}
            options={numbers.map((number) => ({ value: number.channelId, label: labelOf(number) }))}
            onChange={(value) => onChange({ channelId: value })}
          />
        )}
        <p className="flex min-w-0 flex-wrap items-center gap-x-2.5 gap-y-1">
          {isAlone ? <span className="min-w-0 wrap-anywhere font-medium">{labelOf(chosen)}</span> : null}
          <Badge tone={status === 'CONNECTED' ? 'accent' : 'warning'}>{states(status)}</Badge>
        </p>
        <NumberNote number={chosen} />
      </div>
      <LimitsInUse restrictions={chosen.restrictions} />
    </Card>
  );
}

/** Whoever has deleted the last one is told where another is added. */
function NoNumber() {
  const t = useTranslations('broadcasts');
  return (
    <Card className="grid gap-5">
      <h2 className="text-lg font-semibold">{t('number.title')}</h2>
      <NumberWarning text={t('number.none')} href="/dashboard/settings/whatsapp" action={t('off.action')} />
    </Card>
  );
}

function labelOf({ name, phoneNumber }: { name: string; phoneNumber: string | null }): string {
  return phoneNumber === null ? name : `${name} · ${phoneNumber}`;
}
