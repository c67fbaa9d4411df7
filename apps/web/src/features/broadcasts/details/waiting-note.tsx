'use client';

import { useQuery } from '@tanstack/react-query';
import { TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { api } from '@/api/client';
import { useIsAdmin } from '@/session/use-me';
import { useNewChatsNote } from '../use-new-chats-note';
import { useHoldUps, useQuietNote } from './use-hold-ups';

/** Why a broadcast that is under way stands still. */
export function WaitingNote({ channelId }: { channelId: string }) {
  const t = useTranslations('broadcasts');
  const isAdmin = useIsAdmin();
  const newChatsNote = useNewChatsNote();
  const holdUps = useHoldUps(channelId);
  const quietNote = useQuietNote();
  const { data: session } = useQuery(api.sessions.get.queryOptions({ input: { channelId } }));
  if (!session) return null;
  const isAway = session.status !== 'CONNECTED';
  const ofNumber = isAway ? t('warning.NOT_CONNECTED') : newChatsNote(session.restrictions);
  const notes = [ofNumber, ...(isAdmin ? holdUps : [quietNote])].filter((note) => note !== null);
  if (notes.length === 0) return null;
  return (
    <ul className="grid gap-2 rounded-xl bg-warning p-4 text-warning-foreground">
      {notes.map((note) => (
        <li key={note} className="flex items-start gap-2.5">
          <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          {note}
        </li>
      ))}
    </ul>
  );
}
