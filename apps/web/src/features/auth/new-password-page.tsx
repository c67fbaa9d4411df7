'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { api } from '@/api/client';
import { textOf } from '@/components/form-text';
import { NewPasswordField } from '@/components/new-password-field';
import { chooseNewPassword } from '@/session/auth-requests';
import { AuthForm } from './auth-form';
import { InvitedAddress } from './invited-address';
import { LinkPage } from './link-page';
import { useEntry } from './use-entry';

/** Where the link of whoever has forgotten their password leads: they choose another one, and are in. */
export function NewPasswordPage({ secret }: { secret: string }) {
  const t = useTranslations('auth.newPassword');
  const account = useQuery(
    // Once the link is used it leads nowhere, and its form is still shown on the way in.
    api.members.lookUpPasswordLink.queryOptions({ input: { secret }, staleTime: Number.POSITIVE_INFINITY }),
  );
  return (
    <LinkPage
      link={account}
      titles={{ loading: t('title'), refused: t('refused') }}
      head={({ name }) => ({ title: t('title'), text: t('text', { name }) })}
    >
      {({ email }) => <ChoosePassword secret={secret} email={email} />}
    </LinkPage>
  );
}

function ChoosePassword({ secret, email }: { secret: string; email: string }) {
  const t = useTranslations('auth');
  const attempt = useEntry(chooseNewPassword);
  return (
    <AuthForm
      attempt={attempt}
      action={t('newPassword.action')}
      onSubmit={(form) => attempt.mutate({ secret, password: textOf(form, 'password') })}
    >
      <InvitedAddress email={email} />
      <NewPasswordField label={t('password')} name="password" hint={(values) => t('passwordHint', values)} />
    </AuthForm>
  );
}
