'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { api } from '@/api/client';
import { NotLoaded } from '@/components/not-loaded';
import { Avatar } from '@/components/ui/avatar';
import { Skeleton } from '@/components/ui/skeleton';
import { useMoments } from '@/i18n/use-moments';
import { ClientMerges } from './client-merges';
import { ClientStatusChoice } from './client-status-choice';
import { ClientTags } from './client-tags';
import { EditableText } from './editable-text';

/** What is known of a client; everything that may be changed is changed in its place. */
export function ClientCard({ clientId }: { clientId: string }) {
  const t = useTranslations('clients');
  const moments = useMoments();
  const queryClient = useQueryClient();
  const query = useQuery(api.clients.get.queryOptions({ input: { clientId } }));
  const client = query.data;
  const { mutate: update } = useMutation(
    api.clients.update.mutationOptions({
      onSuccess: (changed) => {
        queryClient.setQueryData(api.clients.get.queryKey({ input: { clientId } }), changed);
        void queryClient.invalidateQueries({ queryKey: api.conversations.key() });
        void queryClient.invalidateQueries({ queryKey: api.clients.list.key() });
      },
    }),
  );
  if (!client) {
    return (
      <NotLoaded query={query}>
        <CardSkeleton />
      </NotLoaded>
    );
  }
  return (
    <div className="grid gap-6 p-5">
      <div className="grid justify-items-center gap-3 pt-2 text-center">
        <Avatar name={client.name} imageUrl={client.avatarUrl} className="size-20 text-2xl" />
        <div className="grid gap-0.5">
          <p className="text-lg font-semibold leading-tight">{client.name}</p>
          <p className="tabular-nums text-muted-foreground">{client.phone ?? t('hiddenPhone')}</p>
        </div>
      </div>
      <EditableText
        key={`name-${client.name}`}
        label={t('name')}
        value={client.name}
        maxLength={120}
        isRequired
        onSave={(name) => update({ clientId, name })}
      />
      <ClientStatusChoice value={client.status} onChange={(status) => update({ clientId, status })} />
      <EditableText
        key={`email-${client.email}`}
        label={t('email')}
        type="email"
        value={client.email ?? ''}
        maxLength={200}
        onSave={(email) => update({ clientId, email: email === '' ? null : email })}
      />
      <ClientTags tags={client.tags} onChange={(tags) => update({ clientId, tags })} />
      <EditableText
        key={`notes-${client.notes}`}
        label={t('notes')}
        value={client.notes}
        placeholder={t('notesPlaceholder')}
        maxLength={5000}
        isLong
        onSave={(notes) => update({ clientId, notes })}
      />
      <ClientMerges clientId={clientId} />
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
