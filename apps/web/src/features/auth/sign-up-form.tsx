'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { textOf } from '@/components/form-text';
import { NewPasswordField } from '@/components/new-password-field';
import { Field } from '@/components/ui/field';
import { signUp } from '@/session/auth-requests';
import { useInstance } from '@/session/use-me';
import { AuthForm } from './auth-form';
import { AuthPage } from './auth-page';
import { useEntry } from './use-entry';

export function SignUpForm() {
  const t = useTranslations('auth');
  const { data: instance } = useInstance();
  const attempt = useEntry(signUp);
  const submit = (form: FormData) =>
    attempt.mutate({
      name: textOf(form, 'name'),
      organizationName: textOf(form, 'organizationName'),
      email: textOf(form, 'email'),
      password: textOf(form, 'password'),
    });
  if (instance && !instance.isSignUpOpen) return <SignUpClosed />;
  return (
    <AuthPage title={t('signUp.title')} text={t('signUp.text')}>
      <AuthForm attempt={attempt} action={t('signUp.action')} onSubmit={submit}>
        <Field label={t('name')} name="name" autoComplete="name" required maxLength={100} />
        <Field
          label={t('organizationName')}
          name="organizationName"
          autoComplete="organization"
          required
          maxLength={100}
        />
        <Field label={t('email')} name="email" type="email" autoComplete="username" required />
        <NewPasswordField
          label={t('password')}
          name="password"
          hint={(values) => t('passwordHint', values)}
        />
      </AuthForm>
      <ToSignIn />
    </AuthPage>
  );
}

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
      <Link href="/sign-in" className="tap-area font-medium text-primary hover:underline">
        {t('signUp.toSignIn')}
      </Link>
    </p>
  );
}
