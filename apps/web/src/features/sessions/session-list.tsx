'use client';

import { useTranslations } from 'next-intl';
import { NotLoaded } from '@/components/not-loaded';
import { Skeleton } from '@/components/ui/skeleton';
import { useIsAdmin } from '@/session/use-me';
import { AddNumber } from './add-number';
import { SessionRow } from './session-row';
import { useSessions } from './use-sessions';

/** The organisation's numbers, the default one first. */
export function SessionList() {
  const t = useTranslations('sessions');
  const isAdmin = useIsAdmin();
  const sessions = useSessions();
  const { data } = sessions;
  if (!data) {
    return (
      <NotLoaded query={sessions}>
        <Skeleton className="h-32 rounded-2xl" />
      </NotLoaded>
    );
  }
  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 className="text-lg font-semibold">{t('numbers')}</h2>
        {isAdmin ? <AddNumber /> : null}
      </div>
      {data.items.length === 0 ? <p className="text-muted-foreground">{t('none')}</p> : null}
      <ul aria-label={t('numbers')} className="grid gap-3">
        {data.items.map((session) => (
          <li key={session.channelId}>
            <SessionRow session={session} isAdmin={isAdmin} />
          </li>
        ))}
      </ul>
      {isAdmin ? null : <p className="text-sm text-muted-foreground">{t('onlyAdmins')}</p>}
    </div>
  );
}
