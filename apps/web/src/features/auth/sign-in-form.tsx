'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { textOf } from '@/components/form-text';
import { Field } from '@/components/ui/field';
import { signIn } from '@/session/auth-requests';
import { useInstance } from '@/session/use-me';
import { AuthForm } from './auth-form';
import { AuthPage } from './auth-page';
import { useEntry } from './use-entry';

export function SignInForm({ next }: { next: string }) {
  const t = useTranslations('auth');
  const { data: instance } = useInstance();
  const attempt = useEntry(signIn, next);
  const submit = (form: FormData) =>
    attempt.mutate({ email: textOf(form, 'email'), password: textOf(form, 'password') });
  return (
    <AuthPage title={t('signIn.title')} text={t('signIn.text')}>
      <AuthForm attempt={attempt} action={t('signIn.action')} onSubmit={submit}>
        <Field label={t('email')} name="email" type="email" autoComplete="username" required autoFocus />
        <Field
          label={t('password')}
          name="password"
          type="password"
          autoComplete="current-password"
          required
        />
      </AuthForm>
      <p className="text-sm text-muted-foreground">{t('signIn.forgotten')}</p>
      {instance?.isSignUpOpen ? (
        <p className="text-sm text-muted-foreground">
          {t('signIn.noAccount')}{' '}
          <Link href="/sign-up" className="tap-area font-medium text-primary hover:underline">
            {t('signIn.toSignUp')}
          </Link>
        </p>
      ) : null}
    </AuthPage>
  );
}
