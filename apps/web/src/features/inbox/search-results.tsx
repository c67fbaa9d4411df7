'use client';

import { useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { ConversationRows } from './conversation-rows';
import { InboxEmpty } from './inbox-empty';
import { ListSkeleton } from './list-skeleton';
import { MessageHitRow } from './message-hit-row';
import { MoreButton } from './more-button';
import type { useConversations } from './use-conversations';
import { useMessageSearch } from './use-message-search';

interface SearchResultsProps {
  search: string;
  conversations: ReturnType<typeof useConversations>;
  activeId: string | undefined;
}

/** What a search finds, in two groups: conversations by name or number, messages by their words. */
export function SearchResults({ search, conversations, activeId }: SearchResultsProps) {
  const t = useTranslations('inbox.results');
  const activeMessageId = useSearchParams().get('message');
  const messages = useMessageSearch(search);
  const people = conversations.data?.pages.flatMap(({ items }) => items) ?? [];
  const hits = messages.data?.pages.flatMap(({ items }) => items) ?? [];
  if (conversations.data === undefined || messages.isLoading) return <ListSkeleton />;
  if (people.length === 0 && hits.length === 0) return <InboxEmpty kind="search" />;
  return (
    <>
      {people.length > 0 ? (
        <div>
          <Heading id="found-conversations" text={t('conversations')} />
          <ConversationRows label={t('conversations')} conversations={people} activeId={activeId} />
          <MoreButton query={conversations} label={t('moreConversations')} />
        </div>
      ) : null}
      {hits.length > 0 ? (
        <div className="mt-2">
          <Heading id="found-messages" text={t('messages')} />
          <ul aria-labelledby="found-messages" className="grid grid-cols-[minmax(0,1fr)] gap-0.5">
            {hits.map((hit) => (
              <MessageHitRow key={hit.messageId} hit={hit} isActive={hit.messageId === activeMessageId} />
            ))}
          </ul>
          <MoreButton query={messages} label={t('moreMessages')} />
        </div>
      ) : null}
    </>
  );
}

function Heading({ id, text }: { id: string; text: string }) {
  return (
    <h3 id={id} className="px-2.5 pb-1 pt-2 text-xs font-semibold text-muted-foreground">
      {text}
    </h3>
  );
}
