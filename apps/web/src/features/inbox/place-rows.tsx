'use client';

import { useTranslations } from 'next-intl';
import type { InboxPlace } from '@/components/inbox-place';
import { MoreButton } from '@/components/more-button';
import { NotLoaded } from '@/components/not-loaded';
import { ConversationRows } from './conversation-rows';
import { InboxEmpty } from './inbox-empty';
import { ListSkeleton } from './list-skeleton';
import type { Conversation, useConversations } from './use-conversations';

interface PlaceRowsProps {
  place: InboxPlace | null;
  query: ReturnType<typeof useConversations>;
  /** What it has read so far. */
  conversations: readonly Conversation[];
  activeId: string | undefined;
}

/** The conversations of a place in the inbox, page after page. */
export function PlaceRows({ place, query, conversations, activeId }: PlaceRowsProps) {
  const t = useTranslations('inbox');
  const isOfNumber = place?.filter === 'all' && place.channelId !== null;
  return (
    <div className="relative min-h-0 grow overflow-y-auto p-1.5">
      {query.data === undefined ? (
        <NotLoaded query={query}>
          <ListSkeleton />
        </NotLoaded>
      ) : null}
      {query.data && conversations.length === 0 ? (
        <InboxEmpty kind={isOfNumber ? 'number' : (place?.filter ?? 'all')} />
      ) : null}
      {conversations.length > 0 ? (
        <ConversationRows label={t('title')} conversations={conversations} activeId={activeId} />
      ) : null}
      <MoreButton list={query} label={t('more')} variant="ghost" size="sm" className="my-2 w-full" />
    </div>
  );
}
