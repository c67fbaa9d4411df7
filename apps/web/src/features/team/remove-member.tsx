'use client';

import type { MemberModel } from '@soul-kg-crm/shared/contract';
import { useTranslations } from 'next-intl';
import { apiClient } from '@/api/client';
import { ConfirmButton } from '@/components/confirm-button';
import { useRefreshTeam } from './use-team';

interface RemoveMemberProps {
  member: MemberModel;
  /** Once the list is without them. */
  onRemoved(): void;
}

/** Says first what it does: the colleague is out at once. */
export function RemoveMember({ member: { id, name }, onRemoved }: RemoveMemberProps) {
  const t = useTranslations('team.remove');
  return (
    <ConfirmButton
      button={t('button')}
      label={t('buttonOf', { name })}
      title={t('confirm', { name })}
      text={t('confirmText')}
      onConfirm={() => apiClient.members.remove({ memberId: id })}
      refresh={useRefreshTeam()}
      onDone={onRemoved}
    />
  );
}
