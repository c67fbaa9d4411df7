'use client';

import type { InvitationModel } from '@soul-kg-crm/shared/contract';
import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { api } from '@/api/client';
import { serverNow } from '@/api/server-clock';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { useMoments } from '@/i18n/use-moments';
import type { MadeLink } from './shown-link';
import { TakeBack } from './take-back';
import { useRefreshTeam } from './use-team';

interface InvitationRowProps {
  invitation: InvitationModel;
  onMade(made: MadeLink): void;
  onTakenBack(): void;
}

/** Somebody who is invited, as what, by whom and until when. */
export function InvitationRow({ invitation, onMade, onTakenBack }: InvitationRowProps) {
  const t = useTranslations('team');
  const { date } = useMoments();
  const refresh = useRefreshTeam();
  const { email, role, invitedByName, expiresAt } = invitation;
  const renew = useMutation(
    api.invitations.create.mutationOptions({
      gcTime: 0,
      onSuccess: async (made) => {
        onMade(made);
        await refresh();
      },
    }),
  );
  const isExpired = Date.parse(expiresAt) <= serverNow();
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-3 px-4 py-4 sm:px-5">
      <div className="grid min-w-0 flex-1 basis-64 gap-1">
        <p className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1">
          <span className="min-w-0 break-all font-semibold">{email}</span>
          <Badge tone={role === 'AGENT' ? 'neutral' : 'accent'}>{t(`role.${role}`)}</Badge>
          {isExpired ? <Badge tone="warning">{t('open.expiredBadge')}</Badge> : null}
        </p>
        <ul className="flex flex-wrap gap-x-4 gap-y-0.5 wrap-anywhere text-sm text-muted-foreground">
          <li>{t('open.by', { name: invitedByName })}</li>
          <li>{t(isExpired ? 'open.expired' : 'open.until', { date: date(expiresAt) })}</li>
        </ul>
      </div>
      <div className="flex flex-wrap gap-2">
        <Button
          variant="secondary"
          size="sm"
          aria-label={t('open.renewOf', { email })}
          disabled={renew.isPending}
          onClick={() => renew.mutate({ email, role })}
        >
          {t('open.renew')}
        </Button>
        <TakeBack invitation={invitation} onTakenBack={onTakenBack} />
      </div>
    </li>
  );
}
