'use client';

import { useTranslations } from 'next-intl';
import { AuthPage } from './auth-page';
import { LeaveAccount } from './leave-account';

/** For whoever has an account and belongs nowhere: says how to come in again. */
export function NoOrganization() {
  const t = useTranslations('invitation.nowhere');
  return (
    <AuthPage title={t('title')} text={t('text')}>
      <LeaveAccount action={t('action')} next="/sign-in" />
    </AuthPage>
  );
}
