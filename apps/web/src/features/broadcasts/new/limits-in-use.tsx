'use client';

import type { ChannelSessionModel } from '@soul-kg-crm/shared/contract';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { api } from '@/api/client';

/** How much has left within the organisation's limits, and within what WhatsApp lets the number begin. */
export function LimitsInUse({ restrictions }: Pick<ChannelSessionModel, 'restrictions'>) {
  const t = useTranslations('queues.limits');
  const facts = useTranslations('sessions.facts');
  const { data } = useQuery(api.queues.status.queryOptions());
  const { newChatsQuota, newChatsUsed } = restrictions;
  return (
    <div className="grid gap-2">
      <h3 className="text-sm font-medium">{t('title')}</h3>
      <dl className="grid gap-x-6 gap-y-1.5 text-sm sm:grid-cols-[repeat(auto-fit,minmax(8.5rem,1fr))]">
        {data?.limits.map(({ window, used, limit }) => (
          <Fact key={window} name={t(`window.${window}`)} value={t('used', { used, limit })} />
        ))}
        {newChatsQuota === null ? null : (
          <Fact
            name={facts('newChats')}
            value={t('used', { used: newChatsUsed ?? 0, limit: newChatsQuota })}
          />
        )}
      </dl>
    </div>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div className="flex justify-between gap-3 sm:grid sm:content-between sm:justify-normal sm:gap-0.5">
      <dt className="text-muted-foreground">{name}</dt>
      <dd className="font-medium tabular-nums">{value}</dd>
    </div>
  );
}
