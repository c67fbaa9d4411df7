'use client';

import type { QueueStatusModel } from '@soul-kg-crm/shared/contract';
import { useTranslations } from 'next-intl';
import { NumberQueue } from './number-queue';

/** Each number's own queue. */
export function NumberQueues({ status: { numbers, at } }: { status: QueueStatusModel }) {
  const t = useTranslations('queues.numbers');
  return (
    <section className="grid gap-3">
      <h2 className="text-lg font-semibold">{t('title')}</h2>
      {numbers.length === 0 ? <p className="text-muted-foreground">{t('none')}</p> : null}
      <ul aria-label={t('title')} className="grid gap-3">
        {numbers.map((number) => (
          <li key={number.channelId}>
            <NumberQueue number={number} at={at} />
          </li>
        ))}
      </ul>
    </section>
  );
}
