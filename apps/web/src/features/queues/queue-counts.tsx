'use client';

import type { QueueStatusModel } from '@soul-kg-crm/shared/contract';
import { useFormatter, useTranslations } from 'next-intl';

const shown = ['waiting', 'active', 'completed', 'failed'] as const;

/** All numbers together. */
export function QueueCounts({ counts }: { counts: QueueStatusModel['messages'] }) {
  const t = useTranslations('queues.counts');
  const format = useFormatter();
  return (
    <dl aria-label={t('label')} className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      {shown.map((name) => (
        <div
          key={name}
          className="grid content-between gap-1 rounded-2xl border bg-surface p-4 shadow-raised"
        >
          <dt className="text-sm text-muted-foreground">{t(name)}</dt>
          <dd
            className={`text-2xl font-semibold tabular-nums tracking-tight ${
              name === 'failed' && counts.failed > 0 ? 'text-destructive' : ''
            }`}
          >
            {format.number(counts[name])}
          </dd>
        </div>
      ))}
    </dl>
  );
}
