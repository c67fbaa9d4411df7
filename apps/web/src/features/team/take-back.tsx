'use client';

import type { InvitationModel } from '@soul-kg-crm/shared/contract';
import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { api } from '@/api/client';
import { ConfirmDialog } from '@/components/confirm-dialog';
import { Button } from '@/components/ui/button';
import { useRefreshTeam } from './use-team';

interface TakeBackProps {
  invitation: InvitationModel;
  /** Once the list is without it. */
  onTakenBack(): void;
}

/** Asks first: the link may be on its way already. */
export function TakeBack({ invitation: { id, email }, onTakenBack }: TakeBackProps) {
  const t = useTranslations('team.open');
  const [isAsking, setIsAsking] = useState(false);
  const refresh = useRefreshTeam();
  const takeBack = useMutation(
    api.invitations.delete.mutationOptions({
      onSettled: async (_answer, error) => {
        setIsAsking(false);
        await refresh();
        if (!error) onTakenBack();
      },
    }),
  );
  return (
    <ConfirmDialog
      isOpen={isAsking}
      onOpenChange={setIsAsking}
      trigger={
        <Button variant="secondary" size="sm" aria-label={t('takeBackOf', { email })}>
          {t('takeBack')}
        </Button>
      }
      title={t('confirm', { email })}
      text={t('confirmText')}
      action={t('takeBack')}
      isPending={takeBack.isPending}
      onConfirm={() => takeBack.mutate({ invitationId: id })}
    />
  );
}
