'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { api } from '@/api/client';
import { textOf } from '@/components/form-text';
import { NewPasswordField } from '@/components/new-password-field';
import { Skeleton } from '@/components/ui/skeleton';
import { useSentenceOf } from '@/components/use-sentence-of';
import { chooseNewPassword } from '@/session/auth-requests';
import { AuthForm } from './auth-form';
import { AuthPage } from './auth-page';
import { InvitedAddress } from './invited-address';
import { useEntry } from './use-entry';

/** Where the link of whoever has forgotten their password leads: they choose another one, and are in. */
export function NewPasswordPage({ secret }: { secret: string }) {
  const t = useTranslations('auth.newPassword');
  const sentenceOf = useSentenceOf();
  const account = useQuery(
    // Once the link is used it leads nowhere, and its form is still shown on the way in.
    api.members.lookUpPasswordLink.queryOptions({ input: { secret }, staleTime: Number.POSITIVE_INFINITY }),
  );
  if (account.error) {
    return (
      <AuthPage title={t('refused')} text={sentenceOf(account.error)}>
        <Link href="/sign-in" className="w-fit text-sm font-medium text-primary hover:underline">
          {t('toSignIn')}
        </Link>
      </AuthPage>
    );
  }
  if (!account.data) {
    return (
      <AuthPage title={t('title')} text={null}>
        <Skeleton className="h-48 rounded-2xl" />
      </AuthPage>
    );
  }
  const { name, email } = account.data;
  return (
    <AuthPage title={t('title')} text={t('text', { name })}>
      <ChoosePassword secret={secret} email={email} />
    </AuthPage>
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
