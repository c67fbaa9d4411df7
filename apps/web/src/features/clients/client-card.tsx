'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { api } from '@/api/client';
import { NotLoaded } from '@/components/not-loaded';
import { Avatar } from '@/components/ui/avatar';
import { Skeleton } from '@/components/ui/skeleton';
import { useMoments } from '@/i18n/use-moments';
import { ClientMerges } from './client-merges';
import { ClientStatusChoice } from './client-status-choice';
import { ClientTags } from './client-tags';
import { EditableText } from './editable-text';
import { useUpdateClient } from './use-update-client';

interface ClientCardProps {
  clientId: string;
  /** Where to go from here. */
  links?: ReactNode;
}

/** What is known of a client; everything that may be changed is changed in its place. */
export function ClientCard({ clientId, links }: ClientCardProps) {
  const t = useTranslations('clients');
  const moments = useMoments();
  const query = useQuery(api.clients.get.queryOptions({ input: { clientId } }));
  const client = query.data;
  // Who became part of another is answered as that other one.
  const { update, asked } = useUpdateClient(client?.id ?? clientId);
  if (!client) {
    return (
      <NotLoaded query={query}>
        <CardSkeleton />
      </NotLoaded>
    );
  }
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6 p-5">
      <div className="grid grid-cols-[minmax(0,1fr)] justify-items-center gap-3 pt-2 text-center">
        <Avatar name={client.name} imageUrl={client.avatarUrl} className="size-20 text-2xl" />
        <div className="grid max-w-full grid-cols-[minmax(0,1fr)] gap-0.5">
          <p dir="auto" className="wrap-anywhere text-lg font-semibold leading-tight">
            {client.name}
          </p>
          <p className="tabular-nums text-muted-foreground">{client.phone ?? t('hiddenPhone')}</p>
        </div>
        {links}
      </div>
      <EditableText
        label={t('name')}
        keptAs={`${client.id}:name`}
        value={client.name}
        maxLength={120}
        isRequired
        onSave={(name, nameFrom) => update({ name, nameFrom })}
      />
      <ClientStatusChoice
        value={asked.status ?? client.status}
        onChange={(status) => void update({ status })}
      />
      <EditableText
        label={t('email')}
        keptAs={`${client.id}:email`}
        type="email"
        value={client.email ?? ''}
        maxLength={200}
        onSave={(email, emailFrom) => update({ email: email === '' ? null : email, emailFrom })}
      />
      <ClientTags tags={asked.tags ?? client.tags} onChange={(tags) => update({ tags })} />
      <EditableText
        label={t('notes')}
        keptAs={`${client.id}:notes`}
        value={client.notes}
        placeholder={t('notesPlaceholder')}
        maxLength={5000}
        isLong
        onSave={(notes, notesFrom) => update({ notes, notesFrom })}
      />
      <ClientMerges clientId={client.id} />
      <p className="text-sm text-muted-foreground">{t('since', { date: moments.date(client.createdAt) })}</p>
    </div>
  );
}

function CardSkeleton() {
  return (
    <div className="grid justify-items-center gap-3 p-7">
      <Skeleton className="size-20 rounded-full" />
      <Skeleton className="h-5 w-36" />
      <Skeleton className="h-4 w-28" />
    </div>
  );
}
