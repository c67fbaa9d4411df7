'use client';

import { useTranslations } from 'next-intl';
import { textOf } from '@/components/form-text';
import { NewPasswordField } from '@/components/new-password-field';
import { Field } from '@/components/ui/field';
import { signUpInvited } from '@/session/auth-requests';
import { AuthForm } from './auth-form';
import { InvitedAddress } from './invited-address';
import { useEntry } from './use-entry';

/** Makes the account of the address to which the link was made out. */
export function JoinAsNew({ secret, email }: { secret: string; email: string }) {
  const t = useTranslations('auth');
  const invitation = useTranslations('invitation');
  const join = useEntry(signUpInvited);
  const submit = (form: FormData) =>
    join.mutate({ secret, name: textOf(form, 'name'), password: textOf(form, 'password') });
  return (
    <AuthForm attempt={join} action={invitation('signUp.action')} onSubmit={submit}>
      <Field label={t('name')} name="name" autoComplete="name" required maxLength={100} />
      <InvitedAddress email={email} />
      <NewPasswordField label={t('password')} name="password" hint={(values) => t('passwordHint', values)} />
    </AuthForm>
  );
}
