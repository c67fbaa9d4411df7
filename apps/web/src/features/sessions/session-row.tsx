'use client';

import { ChevronRight } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Badge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { useMoments } from '@/i18n/use-moments';
import { ConnectButton } from './connect-button';
import { StateIcon } from './state-icon';
import { type Session, shownState } from './state-look';

/** A number with its state in words and what to do next; all of it leads to the number's page. */
export function SessionRow({ session, isAdmin }: { session: Session; isAdmin: boolean }) {
  const t = useTranslations('sessions');
  const { whole } = useMoments();
  const { channelId, name, phoneNumber, formerNumber, isDefault, reason } = session;
  const state = shownState(session);
  const canConnect = isAdmin && ['DISCONNECTED', 'UNLINKED', 'ERROR'].includes(state);
  return (
    <Card className="relative flex flex-wrap items-center gap-x-5 gap-y-4 transition-colors has-[a:hover]:bg-muted/40">
      <StateIcon state={state} />
      <div className="grid min-w-0 flex-1 basis-56 gap-1">
        <p className="flex min-w-0 flex-wrap items-center gap-x-2.5 gap-y-1">
          <Link
            href={`/dashboard/settings/whatsapp/${channelId}`}
            className="truncate font-semibold after:absolute after:inset-0 after:rounded-2xl"
          >
            {name}
          </Link>
          {isDefault ? <Badge>{t('default')}</Badge> : null}
          {phoneNumber ? (
            <span className="text-sm tabular-nums text-muted-foreground">{phoneNumber}</span>
          ) : null}
        </p>
        {formerNumber ? (
          <p className="text-sm">
            {t('otherNumber.row', { before: formerNumber.phoneNumber, until: whole(formerNumber.until) })}
          </p>
        ) : null}
        <p className="text-sm font-medium">{t(`state.${state}`)}</p>
        <p className="text-sm text-muted-foreground">{reason?.message ?? t(`explain.${state}`)}</p>
      </div>
      {canConnect ? (
        <div className="relative">
          <ConnectButton channelId={channelId} leadsToPage />
        </div>
      ) : (
        <ChevronRight aria-hidden className="size-5 shrink-0 text-muted-foreground max-sm:hidden" />
      )}
    </Card>
  );
}
