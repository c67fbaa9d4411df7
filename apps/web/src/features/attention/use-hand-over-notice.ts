'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useParams, useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { api, apiClient } from '@/api/client';
import { serverNow } from '@/api/server-clock';
import { handOverReason } from '@/components/hand-over-reason';
import { hrefOfInbox } from '@/components/inbox-place';
import { toastCall } from '@/components/ui/toasts';
import { useInboxPlace } from '@/components/use-inbox-place';
import { useIsHydrated } from '@/components/use-is-hydrated';
import { useRealtimeEvent } from '@/realtime/realtime-provider';
import { handedOverSince } from './handed-over-since';

/** Of more that was missed, the list tells. */
const MOST = 3;

/** A notice with the way there when an agent asks for a person, except to whoever looks at the conversation already. */
export function useHandOverNotice(): void {
  const t = useTranslations('inbox.handedOver');
  const why = useTranslations('conversation.agent.handedOver');
  const queryClient = useQueryClient();
  const router = useRouter();
  const place = useInboxPlace();
  const { conversationId: openId } = useParams<{ conversationId?: string }>();
  const call = async (conversationId: string) => {
    const { client, agent } = await queryClient.fetchQuery(
      api.conversations.get.queryOptions({ input: { conversationId }, staleTime: 0 }),
    );
    // After an interruption events come late: somebody may have answered meanwhile.
    if (agent.state !== 'HANDED_OVER') return;
    toastCall({
      id: conversationId,
      message: t('title', { name: client.name }),
      details: why(handOverReason(agent.reason)),
      action: { label: t('open'), run: () => router.push(hrefOfInbox(place, conversationId)) },
    });
  };
  const callUnlessSeen = (conversationId: string) => {
    const isSeen = conversationId === openId && document.visibilityState === 'visible';
    // What cannot be fetched stands in the list all the same.
    if (!isSeen) call(conversationId).catch(() => {});
  };
  const begunMs = usePageBegun();
  const heardMs = useRef<number>(null);
  useRealtimeEvent(
    (event) => {
      heardMs.current = Date.now();
      if (event.kind === 'conversation.handed_over') callUnlessSeen(event.conversationId);
    },
    () => {
      const sinceMs = heardMs.current ?? begunMs;
      heardMs.current = Date.now();
      apiClient.conversations
        .list({ agentState: 'HANDED_OVER', limit: MOST })
        .then(({ items }) =>
          handedOverSince(items, sinceMs + serverNow() - Date.now()).forEach(callUnlessSeen),
        )
        .catch(() => {});
    },
  );
}

/** Since when the page, or the dashboard in it, has been there: what is older, its lists showed at first. */
function usePageBegun(): number {
  const isAlive = useIsHydrated();
  const [begunMs] = useState(() => (isAlive ? Date.now() : performance.timeOrigin));
  return begunMs;
}
