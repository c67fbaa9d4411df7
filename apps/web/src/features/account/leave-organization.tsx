'use client';

import { useTranslations } from 'next-intl';
import { apiClient } from '@/api/client';
import { ConfirmButton } from '@/components/confirm-button';
import { tellAccountChange } from '@/session/account-changes';
import { leaving } from '@/session/leaving';

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
      // Nothing here is shown any more once it is done.
      refresh={() => Promise.resolve()}
      onDone={() => {
        // What is kept here belongs to the organisation.
        leaving.tell();
        tellAccountChange('in');
        window.location.assign('/dashboard');
      }}
    />
  );
}
