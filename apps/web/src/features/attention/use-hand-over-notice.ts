'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useParams, useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { api } from '@/api/client';
import { handOverReason } from '@/components/hand-over-reason';
import { hrefOfInbox } from '@/components/inbox-place';
import { toastCall } from '@/components/ui/toasts';
import { useInboxPlace } from '@/components/use-inbox-place';
import { useRealtimeEvent } from '@/realtime/realtime-provider';

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
  useRealtimeEvent((event) => {
    if (event.kind !== 'conversation.handed_over') return;
    const isSeen = event.conversationId === openId && document.visibilityState === 'visible';
    // What cannot be fetched stands in the list all the same.
    if (!isSeen) call(event.conversationId).catch(() => {});
  });
}
