'use client';

import { useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type MouseEvent, type ReactNode, type RefObject, useId } from 'react';
import { hrefOfInbox } from '@/components/inbox-place';
import { LoadFailed } from '@/components/load-failed';
import { useInboxPlace } from '@/components/use-inbox-place';
import { useNumberOf } from '@/session/use-numbers';
import { InboxEmpty } from './inbox-empty';
import { ListSkeleton } from './list-skeleton';
import { MessageHitOption } from './message-hit-option';
import { MoreOption } from './more-option';
import { ResultOption } from './result-option';
import { RowContent } from './row-content';
import type { Found } from './use-found';

interface SearchResultsProps {
  listId: string;
  found: Found;
  /** The conversation that is open. */
  openId: string | undefined;
  keys: {
    list: RefObject<HTMLDivElement | null>;
    activeId: string | undefined;
    click(event: MouseEvent): void;
  };
}

/** What a search finds, in two groups: conversations by name or number, messages by their words. */
export function SearchResults({ listId, found, openId, keys }: SearchResultsProps) {
  const t = useTranslations('inbox.results');
  const { people, hits } = found;
  return (
    <>
      <p role="status" className="sr-only">
        {found.isSettled ? t('found', { conversations: people.length, messages: hits.length }) : ''}
      </p>
      {found.isLoading ? <ListSkeleton /> : null}
      {found.isFailed ? <LoadFailed onRetry={() => void retry(found)} /> : null}
      {found.isNothing ? <InboxEmpty kind="search" /> : null}
      {found.isLoading || found.isFailed || found.isNothing ? null : (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the keys of the search field do the same
        <div
          ref={keys.list}
          id={listId}
          role="listbox"
          tabIndex={-1}
          aria-label={t('label')}
          onClick={keys.click}
          aria-busy={!found.isSettled}
          className="relative grid min-h-0 grow content-start gap-2 overflow-y-auto p-1.5 transition-opacity aria-busy:opacity-60 aria-busy:delay-150"
        >
          <People found={found} openId={openId} activeId={keys.activeId} />
          <Messages found={found} activeId={keys.activeId} />
        </div>
      )}
    </>
  );
}

const retry = ({ conversations, messages }: Found) =>
  Promise.all([conversations, messages].map((query) => (query.isLoadingError ? query.refetch() : null)));

interface GroupProps {
  found: Found;
  activeId: string | undefined;
}

function People({
  found: { people, conversations },
  openId,
  activeId,
}: GroupProps & { openId: string | undefined }) {
  const t = useTranslations('inbox.results');
  const place = useInboxPlace();
  const numberOf = useNumberOf();
  if (people.length === 0) return null;
  return (
    <Group title={t('conversations')}>
      {people.map((conversation) => (
        <ResultOption
          key={conversation.id}
          id={`found-${conversation.id}`}
          href={hrefOfInbox(place, conversation.id)}
          isActive={activeId === `found-${conversation.id}`}
          isOpen={conversation.id === openId}
          className="flex items-center gap-3 py-2.5"
        >
          <RowContent conversation={conversation} number={numberOf(conversation)} />
        </ResultOption>
      ))}
      <MoreOption
        id="more-conversations"
        list={conversations}
        label={t('moreConversations')}
        isActive={activeId === 'more-conversations'}
      />
    </Group>
  );
}

function Messages({ found: { hits, messages }, activeId }: GroupProps) {
  const t = useTranslations('inbox.results');
  const place = useInboxPlace();
  const openMessageId = useSearchParams().get('message');
  if (hits.length === 0) return null;
  return (
    <Group title={t('messages')}>
      {hits.map((hit) => (
        <MessageHitOption
          key={hit.messageId}
          id={`found-${hit.messageId}`}
          hit={hit}
          href={hrefOfInbox(place, hit.conversationId, hit.messageId)}
          isActive={activeId === `found-${hit.messageId}`}
          isOpen={hit.messageId === openMessageId}
        />
      ))}
      <MoreOption
        id="more-messages"
        list={messages}
        label={t('moreMessages')}
        isActive={activeId === 'more-messages'}
      />
    </Group>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is none of a listbox
    <div role="group" aria-labelledby={id} className="grid grid-cols-[minmax(0,1fr)] gap-0.5">
      <div id={id} className="px-2.5 pb-1 pt-2 text-xs font-semibold text-muted-foreground">
        {title}
      </div>
      {children}
    </div>
  );
}
