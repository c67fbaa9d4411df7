'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { api } from '@/api/client';
import { JoinAsNew } from './join-as-new';
import { JoinBySignIn } from './join-by-sign-in';
import { JoinSignedIn } from './join-signed-in';
import { LinkPage } from './link-page';

/** Where an invitation's link leads: says to what it is, and lets whoever it was made out to in. */
export function InvitationPage({ secret }: { secret: string }) {
  const t = useTranslations('invitation');
  const offer = useQuery(api.invitations.lookUp.queryOptions({ input: { secret } }));
  return (
    <LinkPage
      link={offer}
      titles={{ loading: t('pageTitle'), refused: t('refused') }}
      head={({ organizationName: organization, role }) => ({
        title: t('title', { organization }),
        text: t('text', { role }),
      })}
    >
      {({ email, hasAccount }, isSignedIn) => {
        if (isSignedIn) return <JoinSignedIn secret={secret} email={email} />;
        if (hasAccount) return <JoinBySignIn secret={secret} email={email} />;
        return <JoinAsNew secret={secret} email={email} />;
      }}
    </LinkPage>
  );
}
