'use client';

import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { api } from '@/api/client';
import { ConfirmDialog } from '@/components/confirm-dialog';
import { Button } from '@/components/ui/button';
import { SelectField } from '@/components/ui/select-field';
import type { Session } from './state-look';
import { useRefreshSessions, useSessions } from './use-sessions';

/** Asks first, and for the default number also which one takes its place. */
export function DeleteNumber({ session, onKeep }: { session: Session; onKeep(isKept: boolean): void }) {
  const t = useTranslations('sessions.actions.delete');
  const router = useRouter();
  const refresh = useRefreshSessions();
  const [isAsking, setIsAsking] = useState(false);
  const [chosen, setChosen] = useState<string | null>(null);
  const { data } = useSessions();
  const { channelId, isDefault, name } = session;
  const others = (data?.items ?? []).filter((other) => other.channelId !== channelId);
  const needsSuccessor = isDefault && others.length > 0;
  // A colleague may have deleted the one that was chosen.
  const kept = others.find((other) => other.channelId === chosen) ?? others[0];
  const successor = kept?.channelId ?? '';
  const remove = useMutation(
    api.sessions.delete.mutationOptions({
      onMutate: () => onKeep(false),
      onError: () => onKeep(true),
      onSuccess: async () => {
        router.push('/dashboard/settings/whatsapp');
        await refresh();
      },
    }),
  );
  return (
    <ConfirmDialog
      isOpen={isAsking}
      onOpenChange={setIsAsking}
      trigger={<Button variant="destructive">{t('button')}</Button>}
      title={t('confirm', { name })}
      text={t('confirmText')}
      action={t('button')}
      isPending={remove.isPending || data === undefined}
      onConfirm={() =>
        remove.mutate({ channelId, ...(needsSuccessor && { newDefaultChannelId: successor }) })
      }
    >
      {needsSuccessor ? (
        <SelectField
          label={t('successor')}
          value={successor}
          options={others.map((other) => ({ value: other.channelId, label: other.name }))}
          onChange={setChosen}
        />
      ) : null}
    </ConfirmDialog>
  );
}
