'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { api } from '@/api/client';
import { hrefOfInbox } from '@/components/inbox-place';
import { useInboxPlace } from '@/components/use-inbox-place';
import { useRealtimeEvent } from '@/realtime/realtime-provider';
import { desktopNotices } from '@/session/desktop-notices';
import { createMessageNotices } from './message-notices';

const NEWEST = 30;

const isWanted = () => document.visibilityState === 'hidden' && desktopNotices.state() === 'on';

/** Tells of new messages by the notifications of the computer while the page is out of sight, where that is wanted. */
export function useMessageNotices(): void {
  const t = useTranslations('inbox');
  const queryClient = useQueryClient();
  const router = useRouter();
  const place = useInboxPlace();
  const show = (title: string, body: string, conversationId?: string) =>
    showNotice(title, body, conversationId ?? 'many', () => router.push(hrefOfInbox(place, conversationId)));
  const draw = useRef({ t, show });
  draw.current = { t, show };
  const notices = useRef<{ add(ids: readonly string[]): void }>(null);
  useEffect(() => {
    const made = createMessageNotices({
      isWanted,
      fetchUnread: async () => {
        const input = { unread: 'true', limit: NEWEST } as const;
        return (await queryClient.fetchQuery(api.conversations.list.queryOptions({ input, staleTime: 0 })))
          .items;
      },
      showOne: ({ id, client, lastMessage }) => {
        const kind = lastMessage?.kind ?? 'TEXT';
        draw.current.show(client.name, lastMessage?.preview || draw.current.t(`media.${kind}`), id);
      },
      showMany: (count) => draw.current.show(draw.current.t('notice.many', { count }), ''),
    });
    notices.current = made;
    return made.stop;
  }, [queryClient]);
  useRealtimeEvent((event) => {
    if (event.kind !== 'messages.created') return;
    notices.current?.add(event.messages.map(({ conversationId }) => conversationId));
  });
}

/** One for each conversation: a later message takes the place of the earlier one. Goes when the page is looked at. */
function showNotice(title: string, body: string, tag: string, open: () => void): void {
  const notice = new Notification(title, { body, tag, icon: '/icon.svg' });
  notice.onclick = () => {
    window.focus();
    open();
    notice.close();
  };
  document.addEventListener('visibilitychange', () => notice.close(), { once: true });
}
