'use client';

import { useTranslations } from 'next-intl';
import { textOf } from '@/components/form-text';
import { Field } from '@/components/ui/field';
import { signIn } from '@/session/auth-requests';
import { acceptInvitation } from './accept-invitation';
import { AuthForm } from './auth-form';
import { InvitedAddress } from './invited-address';
import { useEntry } from './use-entry';

/** For whoever has an account already: in with it, and then into the organisation. */
export function JoinBySignIn({ secret, email }: { secret: string; email: string }) {
  const t = useTranslations('auth');
  const invitation = useTranslations('invitation.signIn');
  const join = useEntry(async (password: string) => {
    await signIn({ email, password });
    await acceptInvitation(secret);
  });
  return (
    <AuthForm
      attempt={join}
      action={invitation('action')}
      onSubmit={(form) => join.mutate(textOf(form, 'password'))}
    >
      <p className="text-sm text-muted-foreground">{invitation('text')}</p>
      <InvitedAddress email={email} />
      <Field label={t('password')} name="password" type="password" autoComplete="current-password" required />
    </AuthForm>
  );
}
