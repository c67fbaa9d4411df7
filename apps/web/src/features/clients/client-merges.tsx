import { useQuery } from '@tanstack/react-query';
import { Users } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { api } from '@/api/client';
import { handOnFocus } from '@/components/hand-on-focus';
import { useMoments } from '@/i18n/use-moments';
import { ClientConversations } from './client-conversations';
import { UndoMerge } from './undo-merge';

/** Whoever works by keys goes on at what is told of who was separated. */
const goOnBelow = handOnFocus((around) => around.closest<HTMLElement>('[data-merges]'));

/** Who became part of this client, and the way back where that was wrong. */
export function ClientMerges({ clientId }: { clientId: string }) {
  const t = useTranslations('clients.merges');
  const moments = useMoments();
  const { data } = useQuery(api.clients.listMerges.queryOptions({ input: { clientId } }));
  const [restored, setRestored] = useState<{ id: string; name: string } | null>(null);
  const merges = data?.items ?? [];
  if (merges.length === 0 && !restored) return null;
  return (
    <div data-merges tabIndex={-1} className="grid gap-2 rounded-xl border p-3 text-sm outline-none">
      {restored ? (
        <div role="status" className="grid justify-items-start gap-2">
          <p>{t('done', { name: restored.name })}</p>
          <ClientConversations clientId={restored.id} />
        </div>
      ) : null}
      {merges.length > 0 ? (
        <ul className="grid gap-2">
          {merges.map(({ id, name, phone, mergedAt }) => (
            <li key={id} ref={goOnBelow} className="grid gap-2">
              <p className="flex items-start gap-2 text-muted-foreground">
                <Users aria-hidden className="mt-0.5 size-4 shrink-0" />
                {t('text', { name: phone ?? name, date: moments.date(mergedAt) })}
              </p>
              <UndoMerge
                {...{ clientId, mergeId: id, name: phone ?? name }}
                onUndone={(restoredId) => setRestored({ id: restoredId, name: phone ?? name })}
              />
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
