'use client';

import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { AuthError } from './auth-error';
import { acceptInvitation, useJoin } from './use-join';

/** For whoever is signed in as the one who is invited. */
export function JoinSignedIn({ secret, email }: { secret: string; email: string }) {
  const t = useTranslations('invitation.join');
  const join = useJoin(() => acceptInvitation(secret));
  return (
    <div className="grid gap-4">
      <p className="break-words text-sm text-muted-foreground">{t('text', { email })}</p>
      <AuthError error={join.error} />
      <Button size="lg" disabled={join.isPending || join.isSuccess} onClick={() => join.mutate()}>
        {t('action')}
      </Button>
    </div>
  );
}
