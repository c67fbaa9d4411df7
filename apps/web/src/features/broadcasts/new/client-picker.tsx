'use client';

import { MAX_PICKED } from '@soul-kg-crm/shared/contract';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { api } from '@/api/client';
import { SearchField } from '@/components/search-field';
import { Button } from '@/components/ui/button';
import { Skeleton } from '@/components/ui/skeleton';
import { useSettled } from '@/components/use-settled';

interface ClientPickerProps {
  picked: ReadonlyMap<string, string>;
  onChange(picked: ReadonlyMap<string, string>): void;
}

const PAGE = 30;

/** Clients to tick, with a search; those who were ticked stay so while something else is searched. */
export function ClientPicker({ picked, onChange }: ClientPickerProps) {
  const t = useTranslations('broadcasts');
  const [text, setText] = useState('');
  const search = useSettled(text.trim());
  const { data, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    api.clients.list.infiniteOptions({
      input: (cursor: string | undefined) => ({
        limit: PAGE,
        ...(cursor !== undefined && { cursor }),
        ...(search !== '' && { search }),
      }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
      placeholderData: keepPreviousData,
    }),
  );
  const clients = data?.pages.flatMap(({ items }) => items);
  return (
    <div className="grid gap-3">
      <SearchField label={t('audience.pickSearch')} value={text} onChange={setText} />
      {clients === undefined ? <Skeleton className="h-48 rounded-xl" /> : null}
      <ul className="max-h-80 divide-y overflow-auto rounded-xl border">
        {clients?.map(({ id, name, phone }) => (
          <li key={id}>
            <PickRow
              name={name}
              phone={phone}
              isPicked={picked.has(id)}
              isFull={picked.size >= MAX_PICKED}
              onChange={(isPicked) => onChange(changed(picked, id, isPicked ? name : null))}
            />
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p role="status" className="text-sm text-muted-foreground">
          {t('audience.count', { count: picked.size })}
        </p>
        {hasNextPage ? (
          <Button
            variant="secondary"
            size="sm"
            disabled={isFetchingNextPage}
            onClick={() => void fetchNextPage()}
          >
            {t('more')}
          </Button>
        ) : null}
      </div>
    </div>
  );
}

interface PickRowProps {
  name: string;
  phone: string | null;
  isPicked: boolean;
  isFull: boolean;
  onChange(isPicked: boolean): void;
}

function PickRow({ name, phone, isPicked, isFull, onChange }: PickRowProps) {
  const t = useTranslations('broadcasts.audience');
  return (
    <label className="flex cursor-pointer items-center gap-3 px-4 py-2.5 hover:bg-muted">
      <input
        type="checkbox"
        checked={isPicked}
        disabled={phone === null || (isFull && !isPicked)}
        onChange={({ target }) => onChange(target.checked)}
        className="size-5 shrink-0 accent-primary"
      />
      <span className="grid min-w-0">
        <span className="truncate font-medium">{name}</span>
        <span className="truncate text-sm tabular-nums text-muted-foreground">{phone ?? t('hidden')}</span>
      </span>
    </label>
  );
}

function changed(picked: ReadonlyMap<string, string>, id: string, name: string | null) {
  const next = new Map(picked);
  if (name === null) next.delete(id);
  else next.set(id, name);
  return next;
}
