'use client';

import { Lock } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { EmptyState } from '@/components/empty-state';
import { NotLoaded } from '@/components/not-loaded';
import { PageHeader } from '@/components/page-header';
import { Skeleton } from '@/components/ui/skeleton';
import { useIsAdmin, useMe } from '@/session/use-me';
import { BackLink } from '../back-link';
import { MassSendingOff } from '../mass-sending-off';
import { useSendSettings } from '../use-broadcasts';
import { NewBroadcastForm } from './new-broadcast-form';

/** Choose, write, look, confirm; or why that is not possible. */
export function NewBroadcastPage() {
  const t = useTranslations('broadcasts');
  const { data: me } = useMe();
  const isAdmin = useIsAdmin();
  const query = useSendSettings();
  const isOn = query.data?.safety.enableMassSending;
  return (
    <div className="mx-auto grid max-w-3xl grid-cols-1 gap-5 p-4 sm:p-8">
      <BackLink />
      <PageHeader title={t('newTitle')} text={t('newText')} />
      {me && !isAdmin ? <EmptyState icon={<Lock />} title={t('onlyAdmins')} /> : null}
      {isAdmin && isOn === undefined ? (
        <NotLoaded query={query}>
          <Skeleton className="h-96 rounded-2xl" />
        </NotLoaded>
      ) : null}
      {isOn === false ? <MassSendingOff /> : null}
      {me?.organizationId && isAdmin && isOn ? (
        <NewBroadcastForm owner={{ organizationId: me.organizationId, userId: me.user.id }} />
      ) : null}
    </div>
  );
}
