'use client';

import { useQuery } from '@tanstack/react-query';
import { MessageCircleOff } from 'lucide-react';
import Link from 'next/link';
import { useRouter, useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { EmptyState } from '@/components/empty-state';
import { conversationOptions, foundOf } from '@/components/find-conversation';
import { hrefOfInbox } from '@/components/inbox-place';
import { LoadFailed } from '@/components/load-failed';
import { buttonStyle } from '@/components/ui/button-style';
import { useInboxPlace } from '@/components/use-inbox-place';
import { useMedia } from '@/components/use-media';
import { AgentStrip } from './agent-strip';
import { ClientPanel } from './client-panel';
import { Composer } from './composer';
import { ConversationHeader } from './conversation-header';
import { DropZone } from './drop-zone';
import { isGone } from './is-gone';
import { pendingMessages } from './sending/pending-messages';
import { Thread } from './thread/thread';
import { UnanswerableNote } from './unanswerable-note';
import { useAttachments } from './use-attachments';
import { useFollowMerge } from './use-follow-merge';
import { useQuote } from './use-quote';

interface ConversationViewProps {
  conversationId: string;
  /** What is known of the client, beside the thread. */
  panel: ReactNode;
}

/** One conversation: what was said, and the answer. */
export function ConversationView({ conversationId: askedId, panel }: ConversationViewProps) {
  const t = useTranslations('conversation');
  const query = useQuery(conversationOptions(askedId));
  const { error, isFetching, refetch } = query;
  const conversation = foundOf(query, askedId);
  const isLoadingError = query.isError && !conversation;
  // The one that it has become part of, at once: what is typed on the way there is typed there.
  const conversationId = conversation?.id ?? askedId;
  useFollowMerge(askedId, conversationId);
  const [quoted, setQuoted] = useQuote(conversationId);
  const [isPanelOpen, setIsPanelOpen] = useState(false);
  const attachments = useAttachments(conversationId);
  const around = useSearchParams().get('message');
  const router = useRouter();
  const place = useInboxPlace();
  // Wider screens have it beside the thread.
  const isPanelOver = !useMedia('(min-width: 80rem)') && isPanelOpen;
  const showNewest = useCallback(
    () => router.replace(hrefOfInbox(place, conversationId)),
    [router, place, conversationId],
  );
  useEffect(() => pendingMessages.show(conversationId), [conversationId]);
  if (isGone(error)) {
    return (
      <EmptyState
        className="h-full"
        icon={<MessageCircleOff />}
        title={t('gone.title')}
        text={t('gone.text')}
        action={
          <Link href={hrefOfInbox(place)} className={buttonStyle({ variant: 'secondary' })}>
            {t('back')}
          </Link>
        }
      />
    );
  }
  return (
    <div className="flex h-full min-w-0">
      <DropZone
        onFiles={conversation?.unanswerable ? null : attachments.add}
        isCovered={isPanelOver}
        className="flex h-full min-w-0 grow flex-col"
      >
        <ConversationHeader
          conversationId={conversationId}
          conversation={conversation}
          isFailed={isLoadingError}
          isPanelOpen={isPanelOpen}
          onTogglePanel={() => setIsPanelOpen((isOpen) => !isOpen)}
        />
        {conversation ? <AgentStrip conversationId={conversationId} agent={conversation.agent} /> : null}
        {isLoadingError ? (
          <div className="grid min-h-0 grow place-content-center">
            <LoadFailed onRetry={() => void refetch()} />
          </div>
        ) : (
          <Thread
            key={around}
            around={around}
            onNewest={showNewest}
            conversationId={conversationId}
            clientName={conversation?.client.name ?? ''}
            unreadCount={conversation?.unreadCount}
            isUnreadCountOld={isFetching}
            onReply={setQuoted}
          />
        )}
        {conversation?.unanswerable ? (
          <UnanswerableNote reason={conversation.unanswerable} channelName={conversation.channelName} />
        ) : (
          <Composer
            conversationId={conversationId}
            quoted={quoted}
            onQuoteDone={() => setQuoted(null)}
            attachments={attachments}
          />
        )}
      </DropZone>
      <ClientPanel isOver={isPanelOver} onClose={() => setIsPanelOpen(false)}>
        {panel}
      </ClientPanel>
    </div>
  );
}
