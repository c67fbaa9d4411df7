'use client';

import { useQuery } from '@tanstack/react-query';
import { TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { api } from '@/api/client';
import { useNewChatsNote } from '../use-new-chats-note';

/** Why a broadcast that is under way stands still, where its number is the reason. */
export function WaitingNote({ channelId }: { channelId: string }) {
  const t = useTranslations('broadcasts');
  const newChatsNote = useNewChatsNote();
  const { data: session } = useQuery(api.sessions.get.queryOptions({ input: { channelId } }));
  if (!session) return null;
  const isAway = session.status !== 'CONNECTED';
  const note = isAway ? t('warning.NOT_CONNECTED') : newChatsNote(session.restrictions);
  if (note === null) return null;
  return (
    <p className="flex items-start gap-2.5 rounded-xl bg-warning p-4 text-warning-foreground">
      <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      {note}
    </p>
  );
}
