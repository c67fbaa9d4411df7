'use client';

import { useTranslations } from 'next-intl';
import { apiClient } from '@/api/client';
import { ConfirmButton } from '@/components/confirm-button';
import { tellAccountChange } from '@/session/account-changes';

/** Ends one's own membership of the organisation that one is in; asks first. */
export function LeaveOrganization({ name }: { name: string }) {
  const t = useTranslations('account.organizations');
  return (
    <ConfirmButton
      button={t('leave')}
      label={t('leaveOf', { name })}
      title={t('confirm', { name })}
      text={t('confirmText')}
      onConfirm={() => apiClient.members.leave()}
      onDone={() => {
        // What was written in the person's other organisations stays; whoever has none is led out, and all of it goes.
        tellAccountChange('in');
        window.location.assign('/dashboard');
      }}
    />
  );
}
