'use client';

import { useQuery } from '@tanstack/react-query';
import { TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { api } from '@/api/client';
import { useMoments } from '@/i18n/use-moments';

/** Why a broadcast that is under way stands still, where its number is the reason. */
export function WaitingNote({ channelId }: { channelId: string }) {
  const t = useTranslations('broadcasts');
  const moments = useMoments();
  const { data: session } = useQuery(api.sessions.get.queryOptions({ input: { channelId } }));
  if (!session) return null;
  const { newChatsBlockedUntil } = session.restrictions;
  const isAway = session.status !== 'CONNECTED';
  if (!isAway && newChatsBlockedUntil === null) return null;
  return (
    <p className="flex items-start gap-2.5 rounded-xl bg-warning p-4 text-warning-foreground">
      <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      {isAway || newChatsBlockedUntil === null
        ? t('warning.NOT_CONNECTED')
        : t('newChatsBlocked', { date: moments.whole(newChatsBlockedUntil) })}
    </p>
  );
}
