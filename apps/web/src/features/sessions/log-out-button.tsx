'use client';

import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { api } from '@/api/client';
import { ConfirmDialog } from '@/components/confirm-dialog';
import { Button } from '@/components/ui/button';
import type { Session } from './state-look';
import { useRefreshSessions } from './use-sessions';

export function LogOutButton({ session }: { session: Session }) {
  const t = useTranslations('sessions.actions.logOut');
  const refresh = useRefreshSessions();
  const [isAsking, setIsAsking] = useState(false);
  const logOut = useMutation(
    api.sessions.logOut.mutationOptions({
      onSuccess: async () => {
        await refresh();
        setIsAsking(false);
      },
    }),
  );
  const { channelId, desiredState } = session;
  return (
    <ConfirmDialog
      isOpen={isAsking}
      onOpenChange={setIsAsking}
      trigger={
        <Button variant="secondary" disabled={desiredState === 'LOGGED_OUT'}>
          {t('button')}
        </Button>
      }
      title={t('confirm')}
      text={t('confirmText')}
      action={t('button')}
      isPending={logOut.isPending}
      onConfirm={() => logOut.mutate({ channelId })}
    />
  );
}
