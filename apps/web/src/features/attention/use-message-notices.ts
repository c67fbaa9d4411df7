'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { apiClient } from '@/api/client';
import { hrefOfInbox } from '@/components/inbox-place';
import { useInboxPlace } from '@/components/use-inbox-place';
import { useRealtimeEvent } from '@/realtime/realtime-provider';
import { desktopNotices } from '@/session/desktop-notices';
import { joinTabs } from './join-tabs';
import { createMessageNotices } from './message-notices';

const NEWEST = 30;

const isWanted = () => document.visibilityState === 'hidden' && desktopNotices.state() === 'on';

/**
 * Tells of new messages by the notifications of the computer while the dashboard is out of sight in all of the browser's
 * tabs, where that is wanted; one of the tabs does it for all.
 */
export function useMessageNotices(): void {
  const t = useTranslations('inbox');
  const router = useRouter();
  const place = useInboxPlace();
  const show = (title: string, body: string, conversationId?: string) =>
    showNotice(title, body, conversationId ?? 'many', () => router.push(hrefOfInbox(place, conversationId)));
  const draw = useRef({ t, show });
  draw.current = { t, show };
  const notices = useRef<{ add(ids: readonly string[]): void }>(null);
  useEffect(() => {
    // Browsers have the locks that it takes only where they have notifications as well: on secure pages.
    const tab = window.isSecureContext ? joinTabs() : null;
    const made = createMessageNotices({
      isWanted: () => (tab?.isTeller() ?? false) && isWanted(),
      fetchUnread: async () => {
        if (await tab?.isLookedAt()) return [];
        // Past the query cache: it tries again only once the page is looked at, and whoever asks meanwhile waits with it.
        return (await apiClient.conversations.list({ unread: 'true', limit: NEWEST })).items;
      },
      showOne: ({ id, client, lastMessage }) => {
        const kind = lastMessage?.kind ?? 'TEXT';
        draw.current.show(client.name, lastMessage?.preview || draw.current.t(`media.${kind}`), id);
      },
      showMany: (count) => draw.current.show(draw.current.t('notice.many', { count }), ''),
    });
    notices.current = made;
    return () => {
      made.stop();
      tab?.leave();
    };
  }, []);
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
