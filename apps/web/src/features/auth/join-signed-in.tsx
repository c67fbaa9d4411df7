'use client';

import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { acceptInvitation } from './accept-invitation';
import { AuthError } from './auth-error';
import { useEntry } from './use-entry';

/** For whoever is signed in as the one who is invited. */
export function JoinSignedIn({ secret, email }: { secret: string; email: string }) {
  const t = useTranslations('invitation.join');
  const join = useEntry(() => acceptInvitation(secret));
  return (
    <div className="grid gap-4">
      <p className="wrap-anywhere text-sm text-muted-foreground">{t('text', { email })}</p>
      <AuthError error={join.error} />
      <Button size="lg" disabled={join.isPending || join.isSuccess} onClick={() => join.mutate()}>
        {t('action')}
      </Button>
    </div>
  );
}
