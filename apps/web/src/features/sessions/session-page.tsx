'use client';

import { ArrowLeft, PhoneOff } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ApiProblem } from '@/api/problem';
import { EmptyState } from '@/components/empty-state';
import { NotLoaded } from '@/components/not-loaded';
import { Badge } from '@/components/ui/badge';
import { Skeleton } from '@/components/ui/skeleton';
import { useIsAdmin } from '@/session/use-me';
import { SessionActions } from './session-actions';
import { SessionCard } from './session-card';
import { SessionFacts } from './session-facts';
import { SessionHistory } from './session-history';
import { useSession } from './use-sessions';

/** One number: its state, the code, what is known of it, what it went through, and what can be done with it. */
export function SessionPage({ channelId }: { channelId: string }) {
  const t = useTranslations('sessions');
  const isAdmin = useIsAdmin();
  // What is being deleted is not asked for any more: it would not be there.
  const [isKept, setIsKept] = useState(true);
  const query = useSession(channelId, isKept);
  const { error } = query;
  // What is known of a number that a colleague has deleted is no longer true.
  const isGone = error instanceof ApiProblem && (error.status === 404 || (!query.data && error.status < 500));
  const session = isGone ? undefined : query.data;
  return (
    <div className="mx-auto grid max-w-4xl grid-cols-[minmax(0,1fr)] gap-6 p-4 sm:p-8">
      <header className="grid gap-3">
        <Link
          href="/dashboard/settings/whatsapp"
          className="tap-area -ml-1 inline-flex w-fit items-center gap-1.5 rounded-md px-1 text-sm font-medium text-primary hover:underline"
        >
          <ArrowLeft aria-hidden className="size-4" />
          {t('back')}
        </Link>
        {session ? (
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <h1 className="min-w-0 wrap-anywhere text-2xl font-semibold tracking-tight">{session.name}</h1>
            {session.isDefault ? <Badge>{t('default')}</Badge> : null}
          </div>
        ) : null}
      </header>
      {session ? (
        <>
          <SessionCard session={session} isAdmin={isAdmin} />
          <SessionFacts session={session} />
          <SessionHistory channelId={channelId} isKept={isKept} />
          {isAdmin ? (
            <SessionActions session={session} onKeep={setIsKept} />
          ) : (
            <p className="text-sm text-muted-foreground">{t('onlyAdmins')}</p>
          )}
        </>
      ) : (
        <NoSession query={query} isGone={isGone} />
      )}
    </div>
  );
}

function NoSession({ query, isGone }: { query: ReturnType<typeof useSession>; isGone: boolean }) {
  const t = useTranslations('sessions.gone');
  if (!isGone) {
    return (
      <NotLoaded query={query}>
        <Skeleton className="h-56 rounded-2xl" />
      </NotLoaded>
    );
  }
  return <EmptyState icon={<PhoneOff />} title={t('title')} text={t('text')} />;
}
