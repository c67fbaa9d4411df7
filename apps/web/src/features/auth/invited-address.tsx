'use client';

import { useTranslations } from 'next-intl';
import { Field } from '@/components/ui/field';

/** The address to which a link was made out; not to be changed, and kept by the browser as the name of the account. */
export function InvitedAddress({ email }: { email: string }) {
  const t = useTranslations('auth');
  return (
    <Field
      label={t('email')}
      name="email"
      autoComplete="username"
      readOnly
      className="bg-muted"
      value={email}
    />
  );
}
