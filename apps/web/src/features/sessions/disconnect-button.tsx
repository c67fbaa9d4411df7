'use client';

import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { api } from '@/api/client';
import { ConfirmDialog } from '@/components/confirm-dialog';
import { Button } from '@/components/ui/button';
import { useMe } from '@/session/use-me';
import { useRefreshSessions } from './use-sessions';

/** Asks first: while the number is away, nobody's message arrives. */
export function DisconnectButton({ channelId }: { channelId: string }) {
  const t = useTranslations('whatsapp');
  const [isAsking, setIsAsking] = useState(false);
  const { data: me } = useMe();
  const refresh = useRefreshSessions();
  const disconnect = useMutation(
    api.whatsapp.disconnect.mutationOptions({
      onSuccess: async () => {
        await refresh();
        setIsAsking(false);
      },
    }),
  );
  const organizationId = me?.organizationId;
  return (
    <ConfirmDialog
      isOpen={isAsking}
      onOpenChange={setIsAsking}
      trigger={<Button variant="secondary">{t('disconnect')}</Button>}
      title={t('confirm.title')}
      text={t('confirm.text')}
      action={t('confirm.action')}
      isPending={disconnect.isPending}
      onConfirm={() => organizationId && disconnect.mutate({ organizationId, channelId })}
    />
  );
}
