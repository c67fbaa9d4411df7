'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import type { FormEvent } from 'react';
import { textOf } from '@/components/form-text';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { useIsHydrated } from '@/components/use-is-hydrated';
import { signIn } from '@/session/auth-requests';
import { useInstance } from '@/session/use-me';
import { AuthError } from './auth-error';
import { AuthPage } from './auth-page';

export function SignInForm({ next }: { next: string }) {
  const t = useTranslations('auth');
  const router = useRouter();
  const queryClient = useQueryClient();
  const { data: instance } = useInstance();
  const isHydrated = useIsHydrated();
  const attempt = useMutation({
    mutationFn: signIn,
    meta: { isQuiet: true },
    onSuccess: () => {
      queryClient.clear();
      router.replace(next);
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    attempt.mutate({ email: textOf(form, 'email'), password: textOf(form, 'password') });
  };
  return (
    <AuthPage title={t('signIn.title')} text={t('signIn.text')}>
      <form method="post" onSubmit={submit} className="grid gap-4">
        <Field label={t('email')} name="email" type="email" autoComplete="username" required autoFocus />
        <Field
          label={t('password')}
          name="password"
          type="password"
          autoComplete="current-password"
          required
        />
        <AuthError error={attempt.error} />
        <Button
          type="submit"
          size="lg"
          // Until then the browser would send the form by itself.
          focusableWhenDisabled={isHydrated}
          disabled={!isHydrated || attempt.isPending || attempt.isSuccess}
        >
          {t('signIn.action')}
        </Button>
      </form>
      {instance?.isSignUpOpen ? (
        <p className="text-sm text-muted-foreground">
          {t('signIn.noAccount')}{' '}
          <Link href="/sign-up" className="font-medium text-primary hover:underline">
            {t('signIn.toSignUp')}
          </Link>
        </p>
      ) : null}
    </AuthPage>
  );
}
