'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import type { FormEvent } from 'react';
import { textOf } from '@/components/form-text';
import { MIN_PASSWORD } from '@/components/min-password';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { useIsHydrated } from '@/components/use-is-hydrated';
import { signUp } from '@/session/auth-requests';
import { useInstance } from '@/session/use-me';
import { AuthError } from './auth-error';
import { AuthPage } from './auth-page';

export function SignUpForm() {
  const t = useTranslations('auth');
  const router = useRouter();
  const queryClient = useQueryClient();
  const { data: instance } = useInstance();
  const isHydrated = useIsHydrated();
  const attempt = useMutation({
    mutationFn: signUp,
    meta: { isQuiet: true },
    onSuccess: () => {
      queryClient.clear();
      router.replace('/dashboard');
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const [name, organizationName, email, password] = fields.map((field) => textOf(form, field));
    attempt.mutate({
      name: name ?? '',
      organizationName: organizationName ?? '',
      email: email ?? '',
      password: password ?? '',
    });
  };
  if (instance && !instance.isSignUpOpen) return <SignUpClosed />;
  return (
    <AuthPage title={t('signUp.title')} text={t('signUp.text')}>
      <form method="post" onSubmit={submit} className="grid gap-4">
        <Field label={t('name')} name="name" autoComplete="name" required maxLength={100} />
        <Field
          label={t('organizationName')}
          name="organizationName"
          autoComplete="organization"
          required
          maxLength={100}
        />
        <Field label={t('email')} name="email" type="email" autoComplete="username" required />
        <Field
          label={t('password')}
          name="password"
          type="password"
          autoComplete="new-password"
          required
          minLength={MIN_PASSWORD}
          hint={t('passwordHint', { count: MIN_PASSWORD })}
        />
        <AuthError error={attempt.error} />
        <Button
          type="submit"
          size="lg"
          // Until then the browser would send the form by itself.
          focusableWhenDisabled={isHydrated}
          disabled={!isHydrated || attempt.isPending || attempt.isSuccess}
        >
          {t('signUp.action')}
        </Button>
      </form>
      <ToSignIn />
    </AuthPage>
  );
}

const fields = ['name', 'organizationName', 'email', 'password'] as const;

function SignUpClosed() {
  const t = useTranslations('auth');
  return (
    <AuthPage title={t('signUp.closedTitle')} text={t('signUp.closedText')}>
      <ToSignIn />
    </AuthPage>
  );
}

function ToSignIn() {
  const t = useTranslations('auth');
  return (
    <p className="text-sm text-muted-foreground">
      {t('signUp.hasAccount')}{' '}
      <Link href="/sign-in" className="font-medium text-primary hover:underline">
        {t('signUp.toSignIn')}
      </Link>
    </p>
  );
}
