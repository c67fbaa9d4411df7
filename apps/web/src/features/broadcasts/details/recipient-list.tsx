'use client';

import type { BroadcastModel } from '@soul-kg-crm/shared/contract';
import { recipientState } from '@soul-kg-crm/shared/enums';
import { keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { api } from '@/api/client';
import { MoreButton } from '@/components/more-button';
import { NotLoaded } from '@/components/not-loaded';
import { SelectField } from '@/components/ui/select-field';
import { Skeleton } from '@/components/ui/skeleton';
import { useAddress } from '@/components/use-address';
import { RecipientRow } from './recipient-row';

const PAGE = 50;

interface RecipientListProps {
  broadcastId: string;
  counts: BroadcastModel['counts'];
}

/** The numbers of a broadcast, each with what has become of it. */
export function RecipientList({ broadcastId, counts }: RecipientListProps) {
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
  useRefreshWith(counts);
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

/** No event tells of what is delivered and read: the list is asked for again when the counts above it have changed. */
function useRefreshWith(counts: BroadcastModel['counts']): void {
  const queryClient = useQueryClient();
  const said = JSON.stringify(counts);
  const shown = useRef(said);
  useEffect(() => {
    if (shown.current === said) return;
    shown.current = said;
    void queryClient.invalidateQueries({ queryKey: api.broadcasts.listRecipients.key() });
  }, [queryClient, said]);
}
