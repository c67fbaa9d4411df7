import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Users } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { api } from '@/api/client';
import { Button } from '@/components/ui/button';
import { useMoments } from '@/i18n/use-moments';

/** Who became part of this client, and the way back where that was wrong. */
export function ClientMerges({ clientId }: { clientId: string }) {
  const t = useTranslations('clients.merges');
  const moments = useMoments();
  const queryClient = useQueryClient();
  const { data } = useQuery(api.clients.listMerges.queryOptions({ input: { clientId } }));
  const { mutate: undo, isPending } = useMutation(
    api.clients.undoMerge.mutationOptions({
      onSuccess: () => {
        void queryClient.invalidateQueries({ queryKey: api.clients.key() });
        void queryClient.invalidateQueries({ queryKey: api.conversations.key() });
      },
    }),
  );
  if (!data || data.items.length === 0) return null;
  return (
    <ul className="grid gap-2 rounded-xl border p-3 text-sm">
      {data.items.map(({ id, name, phone, mergedAt }) => (
        <li key={id} className="grid gap-2">
          <p className="flex items-start gap-2 text-muted-foreground">
            <Users aria-hidden className="mt-0.5 size-4 shrink-0" />
            {t('text', { name: phone ?? name, date: moments.date(mergedAt) })}
          </p>
          <Button
            variant="secondary"
            size="sm"
            className="justify-self-start"
            disabled={isPending}
            onClick={() => undo({ clientId, mergeId: id })}
          >
            {t('undo')}
          </Button>
        </li>
      ))}
    </ul>
  );
}
