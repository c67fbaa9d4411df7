'use client';

import { MAX_PICKED } from '@soul-kg-crm/shared/contract';
import { useTranslations } from 'next-intl';
import { MoreButton } from '@/components/more-button';
import { NotLoaded } from '@/components/not-loaded';
import { SearchField } from '@/components/search-field';
import { Skeleton } from '@/components/ui/skeleton';
import { useFoundClients } from '@/components/use-found-clients';

interface ClientPickerProps {
  picked: ReadonlyMap<string, string>;
  onChange(picked: ReadonlyMap<string, string>): void;
}

const PAGE = 30;

/** Clients to tick, with a search; those who were ticked stay so while something else is searched. */
export function ClientPicker({ picked, onChange }: ClientPickerProps) {
  const t = useTranslations('broadcasts');
  const { text, setText, search, list, clients } = useFoundClients(PAGE);
  return (
    <div className="grid gap-3">
      <SearchField
        label={t('audience.pickSearch')}
        value={text}
        onChange={setText}
        onKeyDown={(event) => {
          // Looks for somebody, and is not done with the bulk send around it.
          if (event.key === 'Enter') event.preventDefault();
        }}
      />
      {clients === undefined ? (
        <NotLoaded query={list}>
          <Skeleton className="h-48 rounded-xl" />
        </NotLoaded>
      ) : null}
      {clients?.length === 0 ? (
        <p className="rounded-xl border px-4 py-6 text-center text-muted-foreground">
          {t(search === '' ? 'audience.noClients' : 'audience.nobody')}
        </p>
      ) : null}
      {clients && clients.length > 0 ? (
        <ul className="relative max-h-80 divide-y overflow-auto rounded-xl border">
          {clients.map(({ id, name, phone }) => (
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
      ) : null}
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p role="status" className="text-sm text-muted-foreground">
          {t('audience.count', { count: picked.size })}
        </p>
        <MoreButton list={list} label={t('more')} size="sm" />
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
        <span dir="auto" className="truncate text-left font-medium">
          {name}
        </span>
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
