'use client';

import { useTranslations } from 'next-intl';
import type { FormEvent } from 'react';
import { textOf } from '@/components/form-text';
import { MIN_PASSWORD } from '@/components/min-password';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { signUpInvited } from '@/session/auth-requests';
import { AuthError } from './auth-error';
import { useJoin } from './use-join';

/** Makes the account of the address to which the link was made out. */
export function JoinAsNew({ secret, email }: { secret: string; email: string }) {
  const t = useTranslations('auth');
  const invitation = useTranslations('invitation');
  const join = useJoin(signUpInvited);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    join.mutate({ secret, name: textOf(form, 'name'), password: textOf(form, 'password') });
  };
  return (
    <form onSubmit={submit} className="grid gap-4">
      <Field label={t('name')} name="name" autoComplete="name" required maxLength={100} />
      <Field
        label={t('email')}
        name="email"
        autoComplete="username"
        readOnly
        className="bg-muted"
        value={email}
      />
      <Field
        label={t('password')}
        name="password"
        type="password"
        autoComplete="new-password"
        required
        minLength={MIN_PASSWORD}
        hint={t('passwordHint', { count: MIN_PASSWORD })}
      />
      <AuthError error={join.error} />
      <Button type="submit" size="lg" disabled={join.isPending || join.isSuccess}>
        {invitation('signUp.action')}
      </Button>
    </form>
  );
}
