'use client';

import type { InvitationModel } from '@soul-kg-crm/shared/contract';
import { useTranslations } from 'next-intl';
import { apiClient } from '@/api/client';
import { ConfirmButton } from '@/components/confirm-button';
import { useRefreshTeam } from './use-team';

interface TakeBackProps {
  invitation: InvitationModel;
  /** Once the list is without it. */
  onTakenBack(): void;
}

/** Asks first: the link may be on its way already. */
export function TakeBack({ invitation: { id, email }, onTakenBack }: TakeBackProps) {
  const t = useTranslations('team.open');
  return (
    <ConfirmButton
      button={t('takeBack')}
      label={t('takeBackOf', { email })}
      title={t('confirm', { email })}
      text={t('confirmText')}
      onConfirm={() => apiClient.invitations.delete({ invitationId: id })}
      refresh={useRefreshTeam()}
      onDone={onTakenBack}
    />
  );
}
