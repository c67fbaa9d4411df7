'use client';

import { recipientState } from '@soul-kg-crm/shared/enums';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { api } from '@/api/client';
import { MoreButton } from '@/components/more-button';
import { NotLoaded } from '@/components/not-loaded';
import { SelectField } from '@/components/ui/select-field';
import { Skeleton } from '@/components/ui/skeleton';
import { useAddress } from '@/components/use-address';
import { RecipientRow } from './recipient-row';

const PAGE = 50;

/** The numbers of a broadcast, each with what has become of it. */
export function RecipientList({ broadcastId }: { broadcastId: string }) {
  const t = useTranslations('broadcasts');
  const { params, change } = useAddress();
  const state = recipientState.safeParse(params.get('state')).data;
  const list = useInfiniteQuery(
    api.broadcasts.listRecipients.infiniteOptions({
      input: (cursor: string | undefined) => ({
        broadcastId,
        limit: PAGE,
        ...(cursor !== undefined && { cursor }),
        ...(state !== undefined && { state }),
      }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
      placeholderData: keepPreviousData,
    }),
  );
  const recipients = list.data?.pages.flatMap(({ items }) => items);
  const options = recipientState.options.map((value) => ({
    value: String(value),
    label: t(`state.${value}`),
  }));
  return (
    <section className="grid gap-3">
      <div className="flex flex-wrap items-end justify-between gap-3">
        <h2 className="text-lg font-semibold">{t('recipients.title')}</h2>
        <SelectField
          label={t('recipients.filter')}
          value={state ?? ''}
          options={[{ value: '', label: t('recipients.all') }, ...options]}
          onChange={(value) => change({ state: value })}
        />
      </div>
      {recipients === undefined ? (
        <NotLoaded query={list}>
          <Skeleton className="h-40 rounded-2xl" />
        </NotLoaded>
      ) : null}
      {recipients?.length === 0 ? <p className="text-muted-foreground">{t('recipients.none')}</p> : null}
      {recipients && recipients.length > 0 ? (
        <ul
          aria-label={t('recipients.title')}
          className="divide-y overflow-hidden rounded-2xl border bg-surface shadow-raised"
        >
          {recipients.map((recipient) => (
            <RecipientRow key={recipient.position} recipient={recipient} />
          ))}
        </ul>
      ) : null}
      <MoreButton list={list} label={t('more')} />
    </section>
  );
}
