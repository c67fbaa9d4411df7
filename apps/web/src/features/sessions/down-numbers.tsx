'use client';

import { useIsAdmin } from '@/session/use-me';
import { isDown } from './is-down';
import { SessionRow } from './session-row';
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
