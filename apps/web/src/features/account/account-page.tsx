'use client';

import { useTranslations } from 'next-intl';
import { PageHeader } from '@/components/page-header';
import { Skeleton } from '@/components/ui/skeleton';
import { useMe } from '@/session/use-me';
import { OrganizationList } from './organization-list';
import { PasswordForm } from './password-form';
import { PersonForm } from './person-form';

/** What everybody changes about their own account. */
export function AccountPage() {
  const t = useTranslations('account');
  const { data: me } = useMe();
  return (
    <div className="mx-auto grid max-w-4xl grid-cols-[minmax(0,1fr)] gap-6 p-4 sm:p-8">
      <PageHeader title={t('title')} text={t('text')} />
      {me ? (
        <>
          <PersonForm user={me.user} />
          <PasswordForm organizationId={me.organizationId} />
          <OrganizationList here={me.organizationId} />
        </>
      ) : (
        <Skeleton className="h-64 rounded-2xl" />
      )}
    </div>
  );
}
