'use client';

import { SearchX, Users } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { EmptyState } from '@/components/empty-state';
import { MoreButton } from '@/components/more-button';
import { NotLoaded } from '@/components/not-loaded';
import { PageHeader } from '@/components/page-header';
import { SearchField } from '@/components/search-field';
import { Skeleton } from '@/components/ui/skeleton';
import { useAddress } from '@/components/use-address';
import { useFoundClients } from '@/components/use-found-clients';
import { ClientDialog } from './client-dialog';
import { ClientRow } from './client-row';

const PAGE = 50;

export function ClientsPage() {
  const t = useTranslations('clients');
  const { text, setText, search, list, clients } = useSearchOfAddress();
  const page = useRef<HTMLDivElement>(null);
  const { clientId, open, close, focusAfter } = useOpenClient(page);
  return (
    <div ref={page} className="mx-auto grid max-w-4xl grid-cols-[minmax(0,1fr)] gap-5 p-4 sm:p-8">
      <PageHeader title={t('title')} text={t('text')} />
      <SearchField label={t('search')} value={text} onChange={setText} />
      {clients === undefined ? (
        <NotLoaded query={list}>
          <Skeleton className="h-72 rounded-2xl" />
        </NotLoaded>
      ) : null}
      {clients?.length === 0 ? <NoClients isSearch={search !== ''} /> : null}
      {clients && clients.length > 0 ? (
        <ul className="divide-y overflow-hidden rounded-2xl border bg-surface shadow-raised">
          {clients.map((client) => (
            <ClientRow key={client.id} client={client} onOpen={() => open(client.id)} />
          ))}
        </ul>
      ) : null}
      <MoreButton list={list} label={t('more')} />
      <ClientDialog {...{ clientId, focusAfter }} onClose={close} />
    </div>
  );
}

/** Whose card is open. Afterwards one goes on in their row, or in the search where it is not in the list any more. */
function useOpenClient(page: RefObject<HTMLElement | null>) {
  const [clientId, setClientId] = useState<string | null>(null);
  const last = useRef<string>(null);
  const open = (id: string) => {
    last.current = id;
    setClientId(id);
  };
  const focusAfter = () =>
    page.current?.querySelector<HTMLElement>(`[data-client="${last.current}"]`) ??
    page.current?.querySelector('input') ??
    null;
  return { clientId, open, close: () => setClientId(null), focusAfter };
}

/** What is searched stands in the address, so that a reload, a link and the way back keep it. */
function useSearchOfAddress() {
  const { params, change } = useAddress();
  const found = useFoundClients(PAGE, params.get('search') ?? '');
  const { search } = found;
  useEffect(() => change({ search }), [search, change]);
  return found;
}

function NoClients({ isSearch }: { isSearch: boolean }) {
  const t = useTranslations('clients');
  const kind = isSearch ? 'nothingFound' : 'empty';
  return (
    <EmptyState
      className="py-16"
      icon={isSearch ? <SearchX /> : <Users />}
      title={t(`${kind}.title`)}
      text={t(`${kind}.text`)}
    />
  );
}
