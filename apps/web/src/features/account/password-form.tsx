'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useRef, useState } from 'react';
import { CheckField } from '@/components/check-field';
import { textOf } from '@/components/form-text';
import { NewPasswordField } from '@/components/new-password-field';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Field } from '@/components/ui/field';
import { useIsHydrated } from '@/components/use-is-hydrated';
import { AuthRefusal } from '@/session/auth-requests';
import { useChangePassword } from './use-change-password';

/** Another password, for which the current one is asked, so that nobody changes it who only found the page open. */
export function PasswordForm({ organizationId }: { organizationId: string | null }) {
  const t = useTranslations('account.password');
  const form = useRef<HTMLFormElement>(null);
  const [isAlone, setIsAlone] = useState(true);
  const isHydrated = useIsHydrated();
  const save = useChangePassword(organizationId, () => form.current?.reset());
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    save.mutate({
      currentPassword: textOf(fields, 'current'),
      newPassword: textOf(fields, 'new'),
      revokeOtherSessions: isAlone,
    });
  };
  return (
    <Card>
      <form ref={form} method="post" onSubmit={submit} className="grid gap-5">
        <h2 className="font-semibold">{t('title')}</h2>
        <Field label={t('current')} name="current" type="password" autoComplete="current-password" required />
        <NewPasswordField label={t('new')} name="new" hint={(values) => t('hint', values)} />
        <CheckField label={t('others')} hint={t('othersHint')} checked={isAlone} onChange={setIsAlone} />
        <div className="flex flex-wrap items-center gap-4">
          {/* Until then the browser would send the form by itself. */}
          <Button type="submit" disabled={!isHydrated || save.isPending}>
            {t(save.isPending ? 'saving' : 'save')}
          </Button>
          <p role="status" className="text-sm text-muted-foreground">
            {save.isSuccess ? t('saved') : null}
          </p>
          <PasswordError error={save.error} />
        </div>
      </form>
    </Card>
  );
}

const known = {
  INVALID_PASSWORD: 'wrong',
  PASSWORD_TOO_SHORT: 'short',
  RATE_LIMITED: 'tooMany',
} as const;

function PasswordError({ error }: { error: Error | null }) {
  const t = useTranslations('account.password.errors');
  if (!error) return null;
  const code = error instanceof AuthRefusal ? error.code : '';
  return (
    <p role="alert" className="text-sm text-destructive">
      {t(isKnown(code) ? known[code] : 'failed')}
    </p>
  );
}

function isKnown(code: string): code is keyof typeof known {
  return code in known;
}
