'use client';

import { useTranslations } from 'next-intl';
import { Card } from '@/components/ui/card';
import { ConnectButton } from './connect-button';
import { DisconnectButton } from './disconnect-button';
import { LinkingPanel } from './linking-panel';
import { OtherNumberNote } from './other-number-note';
import { RestrictionNote } from './restriction-note';
import { StateIcon } from './state-icon';
import { type Session, shownState } from './state-look';

/** The state in words, what to do next, and the code while one is waited for. */
export function SessionCard({ session, isAdmin }: { session: Session; isAdmin: boolean }) {
  const t = useTranslations('sessions');
  const { channelId, status, desiredState, reason } = session;
  const state = shownState(session);
  const isOff = status === 'DISCONNECTED' || status === 'ERROR';
  const isLoggingOut = desiredState === 'LOGGED_OUT';
  return (
    <Card className="grid gap-6">
      <div className="flex flex-wrap items-start gap-x-5 gap-y-4">
        <StateIcon state={state} />
        <div className="grid min-w-56 flex-1 gap-1">
          <p role="status" className="text-lg font-semibold">
            {t(`state.${state}`)}
          </p>
          <p className={state === 'ERROR' ? 'text-destructive' : 'text-muted-foreground'}>
            {reason?.message ?? t(`explain.${state}`)}
          </p>
        </div>
        {isAdmin && isOff && !isLoggingOut ? <ConnectButton channelId={channelId} /> : null}
        {isAdmin && !isOff ? <DisconnectButton channelId={channelId} /> : null}
      </div>
      <OtherNumberNote session={session} />
      <RestrictionNote until={session.restrictions.newChatsBlockedUntil} />
      {status === 'QR_CODE_PENDING' ? <LinkingPanel session={session} isAdmin={isAdmin} /> : null}
    </Card>
  );
}
