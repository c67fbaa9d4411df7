'use client';

import { useTranslations } from 'next-intl';
import type { FormEvent } from 'react';
import { textOf } from '@/components/form-text';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { signIn } from '@/session/auth-requests';
import { AuthError } from './auth-error';
import { acceptInvitation, useJoin } from './use-join';

/** For whoever has an account already: in with it, and then into the organisation. */
export function JoinBySignIn({ secret, email }: { secret: string; email: string }) {
  const t = useTranslations('auth');
  const invitation = useTranslations('invitation.signIn');
  const join = useJoin(async (password: string) => {
    await signIn({ email, password });
    await acceptInvitation(secret);
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    join.mutate(textOf(new FormData(event.currentTarget), 'password'));
  };
  return (
    <form onSubmit={submit} className="grid gap-4">
      <p className="text-sm text-muted-foreground">{invitation('text')}</p>
      <Field
        label={t('email')}
        name="email"
        autoComplete="username"
        readOnly
        className="bg-muted"
        value={email}
      />
      <Field label={t('password')} name="password" type="password" autoComplete="current-password" required />
      <AuthError error={join.error} />
      <Button type="submit" size="lg" disabled={join.isPending || join.isSuccess}>
        {invitation('action')}
      </Button>
    </form>
  );
}
