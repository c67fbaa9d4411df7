'use client';

import type { InvitationOfferModel } from '@soul-kg-crm/shared/contract';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { api } from '@/api/client';
import { LoadFailed } from '@/components/load-failed';
import { Skeleton } from '@/components/ui/skeleton';
import { useSentenceOf } from '@/components/use-sentence-of';
import { signedInAs } from '@/session/auth-requests';
import { AuthPage } from './auth-page';
import { JoinAsNew } from './join-as-new';
import { JoinBySignIn } from './join-by-sign-in';
import { JoinSignedIn } from './join-signed-in';
import { LeaveAccount } from './leave-account';

/** Where an invitation's link leads: says to what it is, and lets whoever it was made out to in. */
export function InvitationPage({ secret }: { secret: string }) {
  const t = useTranslations('invitation');
  const offer = useQuery(api.invitations.lookUp.queryOptions({ input: { secret } }));
  const account = useQuery({ queryKey: ['signed-in-as'], queryFn: signedInAs });
  if (offer.error) return <Refused error={offer.error} />;
  if (!offer.data || account.data === undefined) {
    return (
      <AuthPage title={t('pageTitle')} text={null}>
        {account.error ? (
          <LoadFailed onRetry={() => void account.refetch()} />
        ) : (
          <Skeleton className="h-48 rounded-2xl" />
        )}
      </AuthPage>
    );
  }
  const { organizationName: organization, role } = offer.data;
  return (
    <AuthPage title={t('title', { organization })} text={t('text', { role })}>
      <WayIn secret={secret} offer={offer.data} current={account.data} />
    </AuthPage>
  );
}

interface WayInProps {
  secret: string;
  offer: InvitationOfferModel;
  /** Who is signed in at this browser. */
  current: string | null;
}

function WayIn({ secret, offer: { email, hasAccount }, current }: WayInProps) {
  const t = useTranslations('invitation.other');
  if (current === email) return <JoinSignedIn secret={secret} email={email} />;
  if (current !== null) {
    return <LeaveAccount text={t('text', { current, email })} action={t('action')} />;
  }
  if (hasAccount) return <JoinBySignIn secret={secret} email={email} />;
  return <JoinAsNew secret={secret} email={email} />;
}

function Refused({ error }: { error: Error }) {
  const t = useTranslations('invitation.refused');
  const sentenceOf = useSentenceOf();
  return (
    <AuthPage title={t('title')} text={sentenceOf(error)}>
      <Link href="/sign-in" className="w-fit text-sm font-medium text-primary hover:underline">
        {t('toSignIn')}
      </Link>
    </AuthPage>
  );
}
