'use client';

import { useIsAdmin } from '@/session/use-me';
import { SessionRow } from './session-row';
import { type Session, shownState } from './state-look';
import { useSessions } from './use-sessions';

/** The numbers that do not work as they should, each with what is the matter and what to do; nothing where all do. */
export function DownNumbers() {
  const isAdmin = useIsAdmin();
  const { data } = useSessions();
  const down = data?.items.filter(isDown) ?? [];
  if (down.length === 0) return null;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      {down.map((session) => (
        <SessionRow key={session.channelId} session={session} isAdmin={isAdmin} />
      ))}
    </div>
  );
}

/** Not one that somebody has stopped on purpose, nor one that comes back by itself in a moment. */
export function isDown(
  session: Pick<Session, 'status' | 'desiredState' | 'reason' | 'isOnline' | 'isDefault'>,
): boolean {
  const state = shownState(session);
  const isWanted = session.isDefault || session.desiredState === 'RUNNING';
  return isWanted && state !== 'CONNECTED' && state !== 'CONNECTING';
}
